import type { BuildEvent } from '@pipeline-lab/engine/builds';
import type { BuildView, FailureView, TestsView } from '../view.ts';
import { finishStage, outlined, type Stage, startStage } from './stages.ts';

/** So many lines of a stage, and characters of a line, are kept for when it fails. */
const keptLines = 15;
const keptCharacters = 400;

/** So many tests that failed are named. */
const keptFailures = 20;

interface Building
  extends Omit<{ -readonly [Key in keyof BuildView]: BuildView[Key] }, 'stages' | 'failure'> {
  readonly stages: Stage[];
}

/** What of a build the page shows, as the events so far tell it. */
export interface BuildFold {
  /** True when the event changed what is shown. */
  readonly add: (event: BuildEvent) => boolean;
  readonly view: () => BuildView;
}

export function buildFold(number: number): BuildFold {
  const build: Building = { number, revision: '', startedAt: 0, dryRun: false, stages: [] };
  const lines = new Map<string, string[]>();
  let failed: string | undefined;
  let error: { readonly message: string; readonly hint: string } | undefined;
  const add = (event: BuildEvent): boolean => {
    if (event.type === 'log') keepLines(lines, event);
    if (event.type === 'stage.finished' && event.result === 'FAILURE') failed ??= event.stage;
    if (event.type === 'build.finished') error = event.error;
    return fold(build, event);
  };
  const view = (): BuildView => {
    const failure = build.result === undefined ? undefined : failureOf(error, failed, lines);
    return { ...build, stages: [...build.stages], ...(failure === undefined ? {} : { failure }) };
  };
  return { add, view };
}

/** Whether it changed anything. */
function fold(build: Building, event: BuildEvent): boolean {
  switch (event.type) {
    case 'build.started':
      begin(build, event);
      return true;
    case 'stage.started':
      startStage(build.stages, event);
      return true;
    case 'stage.finished':
      finishStage(build.stages, event);
      return true;
    case 'test.report':
      build.tests = withReport(build.tests, event);
      return true;
    case 'build.finished':
      build.result = event.result;
      build.ms = event.ms;
      if (event.displayName !== undefined) build.name = event.displayName;
      return true;
    default:
      return false;
  }
}

type Event<Type extends BuildEvent['type']> = Extract<BuildEvent, { readonly type: Type }>;

function begin(
  build: Building,
  { at, commit, dryRun, branch, causes, stages }: Event<'build.started'>,
): void {
  build.startedAt = Date.parse(at);
  build.revision = commit;
  build.dryRun = dryRun === true;
  if (branch !== undefined) build.branch = branch;
  if (causes?.[0] !== undefined) build.cause = causes[0];
  build.stages.push(...outlined(stages, 0));
}

function withReport(tests: TestsView | undefined, report: Event<'test.report'>): TestsView {
  const failing = report.failures.map(({ name, suite, age }) => ({
    name,
    suite,
    ...(age === undefined ? {} : { age }),
  }));
  return {
    passed: (tests?.passed ?? 0) + report.passed,
    failed: (tests?.failed ?? 0) + report.failed,
    skipped: (tests?.skipped ?? 0) + report.skipped,
    failing: [...(tests?.failing ?? []), ...failing].slice(0, keptFailures),
  };
}

function keepLines(all: Map<string, string[]>, { stage = '', lines }: Event<'log'>): void {
  const before = all.get(stage) ?? [];
  const now = lines.slice(-keptLines).map(readable);
  all.set(stage, [...before, ...now].slice(-keptLines));
}

/** Without what only moves or colours a terminal (ECMA-48, 5.4). */
function readable(line: string): string {
  const escape = String.fromCodePoint(27);
  return line.replaceAll(new RegExp(`${escape}\\[[\\d;?]*[ -/]*[@-~]`, 'g'), '').slice(0, keptCharacters);
}

function failureOf(
  error: { readonly message: string; readonly hint: string } | undefined,
  stage: string | undefined,
  lines: ReadonlyMap<string, readonly string[]>,
): FailureView | undefined {
  if (error === undefined && stage === undefined) return undefined;
  return {
    message: error?.message ?? '',
    hint: error?.hint ?? '',
    ...(stage === undefined ? {} : { stage }),
    lines: stage === undefined ? [] : (lines.get(stage) ?? []),
  };
}
