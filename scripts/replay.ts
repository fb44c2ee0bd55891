import { parseArgs } from 'node:util';
import { replayCps } from './replay/cps.ts';
import { replayDeclarative } from './replay/declarative/replay.ts';
import { type Outcome, report } from './replay/report.ts';
import { replayValidator } from './replay/validator.ts';

/**
 * Replays the tests of Jenkins' plugins, read from a checkout, with our engine, validator and evaluator:
 * `npm run replay -- declarative|validator|cps PATH [--only PART-OF-NAME]`. Exit code 1 when fewer pass than the limit.
 */
interface Replay {
  /** The part of the cases that must pass. */
  readonly limit: number;
  readonly run: (checkout: string, only: string) => Promise<Outcome[]> | Outcome[];
}

const replays: Readonly<Record<string, Replay>> = {
  declarative: { limit: 0.95, run: replayDeclarative },
  validator: { limit: 0.95, run: replayValidator },
  cps: { limit: 0.97, run: replayCps },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' } },
});
const [name = '', checkout] = positionals;
const replay = Object.hasOwn(replays, name) ? replays[name] : undefined;
if (replay === undefined || checkout === undefined) {
  console.error('usage: npm run replay -- declarative|validator|cps PATH [--only PART-OF-NAME]');
  process.exitCode = 2;
} else {
  process.exitCode = report(await replay.run(checkout, values.only), replay.limit);
}
