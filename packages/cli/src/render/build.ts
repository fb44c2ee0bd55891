import { styleText } from 'node:util';
import type { BuildEvent, Result } from '@pipeline-lab/engine/builds';
import { logLines } from './run/log-lines.ts';
import { harmlessText } from './visible.ts';
import { duration } from './units.ts';

type Style = Parameters<typeof styleText>[0];

const styled = (style: Style, text: string): string => styleText(style, text, { stream: process.stdout });

const marks: Readonly<Record<Result, readonly [string, Style]>> = {
  SUCCESS: ['✔', 'green'],
  UNSTABLE: ['!', 'yellow'],
  FAILURE: ['✖', 'red'],
  NOT_BUILT: ['-', 'dim'],
  ABORTED: ['■', 'magenta'],
};

/** The sign of a result, coloured. */
export function mark(result: Result): string {
  const [sign, style] = marks[result];
  return styled(style, sign);
}

/** Prints a build as it goes: stages, what their steps say, and how they ended. */
export function buildReport(): (event: BuildEvent) => void {
  const stages = new Map<string, OpenStage>();
  return (event) => {
    if (event.type === 'stage.started') stages.set(event.stage, event);
    for (const line of linesOf(event, stages)) console.log(harmlessText(line));
  };
}

type OpenStage = Pick<Extract<BuildEvent, { readonly type: 'stage.started' }>, 'name' | 'branch'>;
type Stages = ReadonlyMap<string, OpenStage>;

function linesOf(event: BuildEvent, stages: Stages): string[] {
  switch (event.type) {
    case 'build.started':
      return [
        styled('bold', `${event.job} #${event.number}`) + styled('dim', `  ${event.commit.slice(0, 12)}`),
      ];
    case 'stage.started':
      return event.branch === true ? [] : ['', styled('bold', `▶ ${event.name}`)];
    case 'log':
      return logLines(event).map((line) => `  ${prefix(event.stage, stages)}${line}`);
    case 'notice':
      return [`  ${prefix(event.stage, stages)}${styled('yellow', event.text)}`];
    case 'test.report':
      return [
        `  ${prefix(event.stage, stages)}tests: ${event.passed} passed, ${event.failed} failed, ${event.skipped} skipped`,
      ];
    case 'artifact':
      return [`  ${prefix(event.stage, stages)}kept ${event.path}`];
    case 'stage.finished':
      return [stageLine(stages.get(event.stage)?.name ?? event.stage, event)];
    case 'build.finished':
      return [
        '',
        `${mark(event.result)} ${event.result} in ${duration(event.ms)}`,
        ...errorLines(event.error),
      ];
    default:
      return [];
  }
}

/** What runs beside other branches says whose line it is. */
function prefix(id: string | undefined, stages: Stages): string {
  const stage = id === undefined ? undefined : stages.get(id);
  return stage?.branch === true ? styled('cyan', `[${stage.name}] `) : '';
}

function stageLine(
  name: string,
  { result, ms, skipped }: Extract<BuildEvent, { readonly type: 'stage.finished' }>,
): string {
  return `${mark(result)} ${name}  ${styled('dim', skipped ?? duration(ms))}`;
}

function errorLines(error: { code: string; message: string; hint: string } | undefined): string[] {
  if (error === undefined) return [];
  return [`${styled('red', 'error:')} ${error.message}`, `  next: ${error.hint}`, `  code: ${error.code}`];
}
