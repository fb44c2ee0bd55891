import { styleText } from 'node:util';
import type { BuildEvent } from '@pipeline-lab/engine/builds';
import { mark } from '../build.ts';
import { duration } from '../units.ts';
import { failedTests } from './failed-tests.ts';
import { logLines } from './log-lines.ts';
import { lineRenderer, type Renderer, type Write } from './renderer.ts';

/** One line after the other, each with its stage in front: for logs and pipes. */
export function plainRenderer(write: Write): Renderer {
  return lineRenderer(linesOf, write);
}

function linesOf(event: BuildEvent): string[] {
  switch (event.type) {
    case 'build.started':
      return [`${event.job} #${event.number} ${event.commit.slice(0, 12)} ${event.branch ?? ''}`.trimEnd()];
    case 'stage.started':
      return [at(event.stage, 'started')];
    case 'log':
      return logLines(event).map((line) => at(event.stage, line));
    case 'notice':
      return event.text.split('\n').map((line) => at(event.stage, `note: ${line}`));
    case 'input.requested':
      return [at(event.stage, `waiting for an answer: ${event.message}`)];
    case 'test.report': {
      const { passed, failed, skipped, failures } = event;
      const counts = `tests: ${passed} passed, ${failed} failed, ${skipped} skipped`;
      return [counts, ...failedTests(failures)].map((line) => at(event.stage, line));
    }
    case 'artifact':
      return [at(event.stage, `kept ${event.path}`)];
    case 'stage.finished':
      return [
        at(
          event.stage,
          // The log has said why.
          `${mark(event.result)} ${event.skipped === undefined ? `${event.result} in ${duration(event.ms)}` : 'skipped'}`,
        ),
      ];
    case 'build.finished':
      return [`${mark(event.result)} ${event.result} in ${duration(event.ms)}`, ...errorLines(event.error)];
    default:
      return [];
  }
}

/** Making a style costs more than all else that is done for a line. */
const prefixes = new Map<string, string>();

function at(stage: string | undefined, line: string): string {
  if (stage === undefined) return line;
  let prefix = prefixes.get(stage);
  if (prefix === undefined) {
    prefix = `${styleText('cyan', `[${stage}]`, { stream: process.stdout })} `;
    prefixes.set(stage, prefix);
  }
  return prefix + line;
}

/** An error of a build with what to do about it. */
export function errorLines(error: { code: string; message: string; hint: string } | undefined): string[] {
  if (error === undefined) return [];
  const label = styleText('red', 'error:', { stream: process.stdout });
  const [first = '', ...others] = error.message.split('\n');
  return [`${label} ${first}`, ...others, `  next: ${error.hint}`, `  code: ${error.code}`];
}
