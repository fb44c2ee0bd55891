import { parseArgs } from 'node:util';
import { replayCps } from './replay/cps.ts';
import { replayDeclarative } from './replay/declarative/replay.ts';
import { type Outcome, report, tell } from './replay/report.ts';
import { replayValidator } from './replay/validator.ts';

/**
 * Replays the tests of Jenkins' plugins, read from a checkout, with our engine, validator and evaluator:
 * `npm run replay -- declarative|validator|cps PATH [--only PART-OF-NAME]…`. Each case that fails is told as it ends.
 * Exit code 1 when fewer pass than the limit.
 */
interface Replay {
  /** The part of the cases that must pass. */
  readonly limit: number;
  readonly run: (
    checkout: string,
    isWanted: (name: string) => boolean,
  ) => AsyncIterable<Outcome> | Iterable<Outcome>;
}

const replays: Readonly<Record<string, Replay>> = {
  declarative: { limit: 0.95, run: replayDeclarative },
  validator: { limit: 0.95, run: replayValidator },
  cps: { limit: 0.97, run: replayCps },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', multiple: true, default: [''] } },
});
const [name = '', checkout] = positionals;
const replay = Object.hasOwn(replays, name) ? replays[name] : undefined;
if (replay === undefined || checkout === undefined) {
  console.error('usage: npm run replay -- declarative|validator|cps PATH [--only PART-OF-NAME]…');
  process.exitCode = 2;
} else {
  const isWanted = (name: string): boolean => values.only.some((part) => name.includes(part));
  const outcomes: Outcome[] = [];
  for await (const outcome of replay.run(checkout, isWanted)) {
    tell(outcome);
    outcomes.push(outcome);
  }
  process.exitCode = report(outcomes, replay.limit);
}
