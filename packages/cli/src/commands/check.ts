import { styleText } from 'node:util';
import { type LiveCheck, liveChecks } from '../check/checks.ts';
import { type Service, serviceAt } from '../check/service.ts';
import type { Context } from '../context.ts';
import { chooseDestination, publicUrl } from '../destination.ts';
import { badUsage } from '../errors.ts';
import { harmlessJson, harmlessText } from '../render/visible.ts';
import { assignment } from './build.ts';
import { StageFailure } from './failure.ts';

export interface CheckOptions {
  /** An address, or a destination of deploy.yml. */
  readonly target: string | undefined;
  /** `name=value` each: fields of the health answer. */
  readonly expected: readonly string[];
  /** One JSON object instead of lines for people. */
  readonly json: boolean;
}

interface Checked {
  readonly name: string;
  readonly ok: boolean;
  readonly ms: number;
  /** What was seen, or what is wrong. */
  readonly seen: string;
}

/** Runs every live check against a Task API and tells how each ended; fails when one does. */
export async function check(context: Context, { target, expected, json }: CheckOptions): Promise<void> {
  const wanted = Object.fromEntries(expected.map(assignment));
  const url = await addressOf(context, target);
  const service = serviceAt(url, context.env['PLAB_CHECK_TOKEN'], context.signal);
  if (!json) console.log(url);
  const checks: Checked[] = [];
  for (const one of liveChecks(wanted)) {
    const checked = await outcome(one, service);
    context.signal.throwIfAborted();
    checks.push(checked);
    if (!json) console.log(line(checked));
  }
  if (json) console.log(harmlessJson({ url, checks }));
  const failed = checks.filter(({ ok }) => !ok).length;
  if (failed > 0) throw new StageFailure(`${failed} checks failed`);
}

async function outcome({ name, run }: LiveCheck, service: Service): Promise<Checked> {
  const began = performance.now();
  const [ok, seen] = await run(service).then(
    (seen) => [true, seen] as const,
    (error: unknown) => [false, error instanceof Error ? error.message : String(error)] as const,
  );
  return { name, ok, ms: Math.round(performance.now() - began), seen };
}

/** What a service says is somebody else's text. */
function line({ name, ok, ms, seen }: Checked): string {
  const [word, colour] = ok ? (['ok', 'green'] as const) : (['problem', 'red'] as const);
  const state = styleText(colour, word.padEnd(7), { stream: process.stdout });
  const text = harmlessText(seen.replaceAll(/\s+/g, ' '));
  return `  ${name.padEnd(8)}  ${state}  ${`${ms} ms`.padStart(7)}  ${text}`;
}

async function addressOf(context: Context, target: string | undefined): Promise<string> {
  if (target === undefined || !target.includes(':'))
    return publicUrl(context, await chooseDestination(context, target));
  const url = URL.parse(target);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw badUsage(`“${target}” is no address`, 'Write for example http://localhost:5000.');
  return target.replace(/\/$/, '');
}
