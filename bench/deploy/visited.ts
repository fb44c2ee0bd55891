import { setTimeout as sleep } from 'node:timers/promises';
import { beginTraffic } from '@pipeline-lab/lab';
import { visitsTo } from '../../packages/cli/test/faults/visits.ts';
import { quantile } from './figures.ts';
import { untilAnswered } from './lab.ts';

export interface Version {
  /** What it answers. */
  readonly version: string;
  readonly image: string;
}

/** A way to deploy to one host. */
export interface Way {
  /** The public address of the host. */
  readonly url: string;
  readonly deploy: (version: Version) => Promise<unknown>;
  /** Bytes that went to the host over SSH so far. */
  readonly sent: () => number;
}

export interface Run {
  /** Milliseconds from the command to the first answer of the new version. */
  readonly ms: number;
  readonly bytes: number;
  /** Requests without a right answer. */
  readonly lost: number;
  /** Streams and WebSockets that ended without the application's farewell. */
  readonly cut: number;
}

/** Deploys while visitors come 100 times a second, with a stream and a WebSocket. */
export async function runOnce({ url, deploy, sent }: Way, version: Version): Promise<Run> {
  const traffic = beginTraffic(visitsTo(url));
  await sleep(500);
  const before = sent();
  const ms = await untilAnswered(url, version.version, async () => await deploy(version));
  const bytes = sent() - before;
  await sleep(500);
  const { lost, kinds, losses } = await traffic.stop();
  for (const loss of losses) console.error(`lost: ${loss}`);
  const cut = kinds.stream.lost + kinds.websocket.lost;
  return { ms, bytes, lost: lost - cut, cut };
}

/** The median of the times and bytes; all that was lost. */
export function summaryOf(runs: readonly Run[]): Run {
  const all = (of: (run: Run) => number): number[] => runs.map(of);
  const sum = (of: (run: Run) => number): number => all(of).reduce((total, each) => total + each, 0);
  return {
    ms: quantile(
      all(({ ms }) => ms),
      0.5,
    ),
    bytes: quantile(
      all(({ bytes }) => bytes),
      0.5,
    ),
    lost: sum(({ lost }) => lost),
    cut: sum(({ cut }) => cut),
  };
}
