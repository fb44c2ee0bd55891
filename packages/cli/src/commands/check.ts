import { styleText } from 'node:util';
import { liveChecks } from '../check/checks.ts';
import { serviceAt } from '../check/service.ts';
import type { Context } from '../context.ts';
import { chooseDestination, publicUrl } from '../destination.ts';
import { badUsage } from '../errors.ts';
import { assignment } from './build.ts';
import { StageFailure } from './failure.ts';

export interface CheckOptions {
  /** An address, or a destination of deploy.yml. */
  readonly target: string | undefined;
  /** `name=value` each: fields of the health answer. */
  readonly expected: readonly string[];
}

/** Runs every live check against a Task API and tells how each ended; fails when one does. */
export async function check(context: Context, { target, expected }: CheckOptions): Promise<void> {
  const url = await addressOf(context, target);
  const service = serviceAt(url, context.env['PLAB_CHECK_TOKEN'], context.signal);
  console.log(url);
  let failed = 0;
  for (const { name, run } of liveChecks(Object.fromEntries(expected.map(assignment)))) {
    const began = performance.now();
    const [good, seen] = await run(service).then(
      (seen) => [true, seen] as const,
      (error: unknown) => [false, error instanceof Error ? error.message : String(error)] as const,
    );
    context.signal.throwIfAborted();
    if (!good) failed += 1;
    console.log(line(name, good, performance.now() - began, seen));
  }
  if (failed > 0) throw new StageFailure(`${failed} checks failed`);
}

function line(name: string, good: boolean, ms: number, seen: string): string {
  const [word, colour] = good ? (['ok', 'green'] as const) : (['problem', 'red'] as const);
  const state = styleText(colour, word.padEnd(7), { stream: process.stdout });
  return `  ${name.padEnd(8)}  ${state}  ${`${Math.round(ms)} ms`.padStart(7)}  ${seen}`;
}

async function addressOf(context: Context, target: string | undefined): Promise<string> {
  if (target === undefined || !target.includes(':'))
    return publicUrl(context, await chooseDestination(context, target));
  const url = URL.parse(target);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw badUsage(`“${target}” is no address`, 'Write for example http://localhost:5000.');
  return target.replace(/\/$/, '');
}
