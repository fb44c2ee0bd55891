import { styleText } from 'node:util';
import type { BuildEvent, Result } from '@pipeline-lab/engine/builds';
import { logLines } from './run/log-lines.ts';
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
  const branches = new Set<string>();
  return (event) => {
    if (event.type === 'stage.started' && event.branch === true) branches.add(event.stage);
    for (const line of linesOf(event, branches)) console.log(line);
  };
}

function linesOf(event: BuildEvent, branches: ReadonlySet<string>): string[] {
  switch (event.type) {
    case 'build.started':
      return [
        styled('bold', `${event.job} #${event.number}`) + styled('dim', `  ${event.commit.slice(0, 12)}`),
      ];
    case 'stage.started':
      return event.branch === true ? [] : ['', styled('bold', `▶ ${event.name}`)];
    case 'log':
      return logLines(event).map((line) => `  ${prefix(event.stage, branches)}${line}`);
    case 'notice':
      return [`  ${prefix(event.stage, branches)}${styled('yellow', event.text)}`];
    case 'test.report':
      return [
        `  ${prefix(event.stage, branches)}tests: ${event.passed} passed, ${event.failed} failed, ${event.skipped} skipped`,
      ];
    case 'artifact':
      return [`  ${prefix(event.stage, branches)}kept ${event.path}`];
    case 'stage.finished':
      return [stageLine(event.stage, event.result, event.ms, event.skipped)];
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
function prefix(stage: string | undefined, branches: ReadonlySet<string>): string {
  if (stage === undefined || !branches.has(stage)) return '';
  return styled('cyan', `[${stage.split(' / ').at(-1)}] `);
}

function stageLine(stage: string, result: Result, ms: number, skipped: string | undefined): string {
  const name = stage.split(' / ').at(-1) ?? stage;
  return `${mark(result)} ${name}  ${styled('dim', skipped ?? duration(ms))}`;
}

function errorLines(error: { code: string; message: string; hint: string } | undefined): string[] {
  if (error === undefined) return [];
  return [`${styled('red', 'error:')} ${error.message}`, `  next: ${error.hint}`, `  code: ${error.code}`];
}
