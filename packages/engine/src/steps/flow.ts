import { setTimeout as sleepFor } from 'node:timers/promises';
import type { Value } from '@pipeline-lab/groovy';
import { remember, say, stageOf, worsen } from '../build/build.ts';
import { timeSpan } from '../build/current-build.ts';
import { isInterrupted } from '../build/interrupts.ts';
import { withTimeout } from '../build/timeout.ts';
import { Interruption, StepFailure } from '../errors.ts';
import { isWorse, resultNamed, type Result, results } from '../events/result.ts';
import { type Parameters, runBody, type Step, type StepCall } from './step.ts';

const noSummary = (): string => '';

/** `script { … }`, and blocks that only change how a log looks, which is for the reader to choose here. */
export const passThrough: readonly Step[] = ['script', 'timestamps', 'ansiColor'].map((name) => ({
  name,
  main: 'value',
  summary: noSummary,
  run: async (call) => await runBody(call, call.site),
}));

export const retry: Step = {
  name: 'retry',
  main: 'count',
  summary: (parameters) => `${parameters.text('count')} times at most`,
  async run(call) {
    const count = call.parameters.number('count');
    for (let turn = 1; ; turn += 1) {
      try {
        return await runBody(call, call.site);
      } catch (error) {
        if (turn >= count || isInterrupted(error, call.site)) throw error;
        said(call, ...(error instanceof Interruption ? [error.message] : errorText(error)), 'Retrying');
      }
    }
  },
};

const units: Readonly<Record<string, number>> = {
  NANOSECONDS: 1e-6,
  MICROSECONDS: 1e-3,
  MILLISECONDS: 1,
  SECONDS: 1000,
  MINUTES: 60_000,
  HOURS: 3_600_000,
  DAYS: 86_400_000,
};

/** Milliseconds of `time` and `unit`. */
export function milliseconds(parameters: Parameters, usual: string): number {
  const unit = parameters.text('unit', usual).toUpperCase();
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (factor === undefined) {
    throw new StepFailure(`there is no unit ${unit}`, `Use one of ${Object.keys(units).join(', ')}.`);
  }
  return parameters.number('time') * factor;
}

export const timeout: Step = {
  name: 'timeout',
  main: 'time',
  summary: (parameters) => `${parameters.text('time')} ${parameters.text('unit', 'MINUTES').toLowerCase()}`,
  async run(call) {
    const time = milliseconds(call.parameters, 'MINUTES');
    const activity = call.parameters.flag('activity');
    said(
      call,
      activity
        ? `Timeout set to expire after ${timeSpan(time)} without activity`
        : `Timeout set to expire in ${timeSpan(time)}`,
    );
    const tell = (text: string): void => said(call, text);
    return await withTimeout(call.site, { time, activity, tell }, async (site) => await runBody(call, site));
  },
};

export const sleep: Step = {
  name: 'sleep',
  main: 'time',
  summary: (parameters) => `${parameters.text('time')} ${parameters.text('unit', 'SECONDS').toLowerCase()}`,
  async run({ site, parameters }) {
    await sleepFor(milliseconds(parameters, 'SECONDS'), undefined, { signal: site.signal }).catch(
      () => undefined,
    );
    site.signal.throwIfAborted();
    return null;
  },
};

export const withEnv: Step = {
  name: 'withEnv',
  main: 'overrides',
  summary: (parameters) =>
    parameters
      .list('overrides')
      .map((entry) => entry.split('=')[0])
      .join(', '),
  async run(call) {
    const env: Record<string, string> = { ...call.site.env };
    for (const entry of call.parameters.list('overrides')) {
      const at = entry.indexOf('=');
      if (at < 1)
        throw new StepFailure(
          `withEnv: “${entry}” is not NAME=value`,
          "Write withEnv(['NAME=value']) { … }.",
        );
      const name = entry.slice(0, at);
      const value = entry.slice(at + 1);
      // Jenkins: PATH+ANYTHING puts a folder in front of PATH.
      if (name.startsWith('PATH+')) env['PATH'] = `${value}:${env['PATH'] ?? ''}`;
      else env[name] = value;
    }
    return await runBody(call, { ...call.site, env });
  },
};

export const catchError: Step = {
  name: 'catchError',
  main: 'message',
  summary: noSummary,
  run: async (call) => await caught(call, { build: 'FAILURE', stage: 'SUCCESS' }),
};

export const warnError: Step = {
  name: 'warnError',
  main: 'message',
  summary: noSummary,
  run: async (call) => await caught(call, { build: 'UNSTABLE', stage: 'UNSTABLE' }),
};

interface Results {
  readonly build: Result;
  readonly stage: Result;
}

/** As `CatchErrorStep` has it: what was interrupted gives its own result to the build and to the stage. */
async function caught(call: StepCall, usual: Results): Promise<Value> {
  const { site, parameters } = call;
  try {
    await runBody(call, site);
  } catch (error) {
    if (!parameters.flag('catchInterruptions', true) && isInterrupted(error, site)) throw error;
    const message = parameters.text('message', '');
    if (message !== '') said(call, `ERROR: ${message}`);
    said(call, ...(error instanceof Interruption ? [error.message] : errorText(error)));
    const { build, stage } = error instanceof Interruption ? bothOf(error.result) : resultsOf(call, usual);
    if (build !== 'SUCCESS') {
      if (isWorse(build, site.build.state.result ?? 'SUCCESS'))
        said(call, `Setting overall build result to ${build}`);
      remember(site.build, error);
    }
    worsen(site, build, stage);
  }
  return null;
}

function bothOf(result: Result): Results {
  return { build: result, stage: result };
}

function resultsOf({ parameters }: StepCall, usual: Results): Results {
  const named = (name: string, fallback: Result): Result => {
    if (!parameters.has(name)) return fallback;
    const result = resultNamed(parameters.text(name));
    if (result !== undefined) return result;
    throw new StepFailure(
      `${name} is invalid: ${parameters.text(name)}`,
      `Use one of ${results.join(', ')}.`,
    );
  };
  return { build: named('buildResult', usual.build), stage: named('stageResult', usual.stage) };
}

function errorText(error: unknown): string[] {
  const message = error instanceof Error ? error.message : String(error);
  return `ERROR: ${message}`.split('\n');
}

/** Writes lines to the log as the step's own output. */
export function said({ site, id }: StepCall, ...lines: readonly string[]): void {
  say({ ...site, step: id }, ...lines);
}

export function note({ site, id }: StepCall, text: string): void {
  site.build.emit({ type: 'notice', ...stageOf(site), step: id, text });
}
