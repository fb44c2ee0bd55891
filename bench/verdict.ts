import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { add, emptyTally, falseAlarm, judge, limitsOf, type Observation } from '@pipeline-lab/deploy/watch';

/** A release of the simulation: how often it fails, and how its answers' times are spread. */
interface Simulated {
  readonly fails: number;
  /** Median (ms) of the log-normal times until an answer, and its spread (sigma); here p99 is 5 times the median. */
  readonly median: number;
}

interface Scenario {
  readonly what: string;
  readonly old: Simulated;
  readonly fresh: Simulated;
}

const spread = Math.log(5) / 2.326;
/** Requests a second to the new release, and those that were seen of the old one before. */
const rate = 200;
const before = 2000;
const seconds = 20;
const runs = 500;

const usual = { fails: 0, median: 20 };
const same = (what: string, release: Simulated): Scenario => ({ what, old: release, fresh: release });

const alike: readonly Scenario[] = [
  same('never fails', usual),
  same('0.5 % errors', { ...usual, fails: 0.005 }),
  same('1 % errors', { ...usual, fails: 0.01 }),
  same('10 % errors', { ...usual, fails: 0.1 }),
  same('slow, 2 s at the median', { fails: 0, median: 2000 }),
];

const worse: readonly Scenario[] = [
  { what: 'all requests fail', old: usual, fresh: { ...usual, fails: 1 } },
  { what: '50 % errors', old: usual, fresh: { ...usual, fails: 0.5 } },
  { what: '5 % errors', old: usual, fresh: { ...usual, fails: 0.05 } },
  { what: '1 % → 3 % errors', old: { ...usual, fails: 0.01 }, fresh: { ...usual, fails: 0.03 } },
  { what: '1 % → 10 % errors', old: { ...usual, fails: 0.01 }, fresh: { ...usual, fails: 0.1 } },
  { what: '20 ms become 200 ms', old: usual, fresh: { ...usual, median: 200 } },
  {
    what: '200 ms become 400 ms',
    old: { fails: 0, median: 200 },
    fresh: { fails: 0, median: 400 },
  },
  { what: '20 ms become 40 ms: less than a busy host adds', old: usual, fresh: { ...usual, median: 40 } },
];

/** Simulates verdicts. The same seed gives the same page. */
function verdictPage(): string {
  const random = generator(20_260_101);
  const alarms = alike.map((scenario) => {
    const found = simulate(scenario, random).filter((run) => run !== undefined).length;
    return [scenario.what, `${found} of ${runs}`];
  });
  const detected = worse.map((scenario) => [scenario.what].concat(detection(simulate(scenario, random))));
  return page(alarms, detected);
}

interface Detection {
  readonly requests: number;
  readonly failed: number;
}

/** One entry a run: when it was called worse, undefined when it never was. */
function simulate({ old, fresh }: Scenario, random: () => number): (Detection | undefined)[] {
  return Array.from({ length: runs }, () => {
    const known = emptyTally();
    for (let index = 0; index < before; index += 1) add(known, request(old, index, random));
    const limits = limitsOf(known);
    const seen = emptyTally();
    for (let index = 0; index < rate * seconds; index += 1) {
      const next = request(fresh, index, random);
      add(seen, next);
      const looked = next.status === 500 || index % 10 === 9;
      if (looked && judge(known, seen, limits).kind === 'worse')
        return { requests: index + 1, failed: seen.failed };
    }
    return undefined;
  });
}

function request({ fails, median }: Simulated, index: number, random: () => number): Observation {
  return {
    release: '',
    status: random() < fails ? 500 : 200,
    answerMs: Math.round(median * Math.exp(spread * normal(random))),
    refusals: 0,
    cutBy: undefined,
    at: (index * 1000) / rate,
  };
}

/** Box and Muller's normal deviate. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Mulberry32: a small seeded generator, so that the page is the same each time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The cells of a scenario: seconds and failed requests until “worse”, median and 95th percentile, and how often it never came. */
function detection(found: readonly (Detection | undefined)[]): string[] {
  const seen = found.filter((run) => run !== undefined);
  const at = (values: readonly number[], share: number): number =>
    values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? Number.NaN;
  const pair = (values: readonly number[], digits: number): string =>
    seen.length === 0 ? 'never' : `${at(values, 0.5).toFixed(digits)} (${at(values, 0.95).toFixed(digits)})`;
  return [
    pair(
      seen.map(({ requests }) => requests),
      0,
    ),
    pair(
      seen.map(({ requests }) => requests / rate),
      2,
    ),
    pair(
      seen.map(({ failed }) => failed),
      0,
    ),
    `${runs - seen.length} of ${runs}`,
  ];
}

function page(alarms: readonly string[][], detected: readonly string[][]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return `# How good the verdict is

Made by \`npm run bench\`, which writes this file; \`node bench/verdict.ts\` writes it alone. A simulation: ${before} requests of the old
release were seen before, the new one gets ${rate} a second, times until an answer are log-normal with a median of 20 ms and a 99th
percentile of 100 ms. [deploy.md](deploy.md#after-the-switch-how-a-release-is-judged) tells what is asked.

## A release that is no worse than the old one

Called worse within ${seconds} s although both releases are alike. The limit is ${falseAlarm * 100} % of all deployments, however often one looks.

| Both releases | False alarms |
|---|---|
${alarms.map(row).join('\n')}

## A release that is worse

Until it was called worse: median (95th percentile) of those of ${runs} runs that found it. The first second says nothing about how fast a release
is, for then it warms up.

| Old → new | Requests | Seconds | Failed requests | Not found within ${seconds} s |
|---|---|---|---|---|
${detected.map(row).join('\n')}
`;
}

/** Writes docs/verdict.md. */
export function writeVerdictPage(): void {
  writeFileSync(fileURLToPath(new URL('../docs/verdict.md', import.meta.url)), verdictPage());
}

if (import.meta.main) writeVerdictPage();
