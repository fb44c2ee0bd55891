import { setTimeout as sleepFor } from 'node:timers/promises';
import type { Value } from '@pipeline-lab/groovy';
import { remember, type Site, stageOf, worsen } from '../build/build.ts';
import { inScope, interrupt, isInterrupted } from '../build/interrupts.ts';
import { Interruption, StepFailure } from '../errors.ts';
import { resultNamed, type Result } from '../events/result.ts';
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
        const why = error instanceof Error ? error.message : String(error);
        note(call, `attempt ${turn} of ${count} failed: ${why}; trying again`);
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
  run: async (call) =>
    await withTimeout(
      call.site,
      milliseconds(call.parameters, 'MINUTES'),
      async (site) => await runBody(call, site),
    ),
};

/** Interrupts what runs at a site when the time (ms) is over. */
export async function withTimeout<T>(site: Site, time: number, work: (site: Site) => Promise<T>): Promise<T> {
  return await inScope(site, async (inside, scope) => {
    const over = new Interruption('timeout', 'Timeout has been exceeded', { scope });
    const timer = setTimeout(() => interrupt(scope, over), time);
    try {
      return await work(inside);
    } finally {
      clearTimeout(timer);
    }
  });
}

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
  run: async (call) => await caught(call, 'FAILURE'),
};

export const warnError: Step = {
  name: 'warnError',
  main: 'message',
  summary: noSummary,
  run: async (call) => await caught(call, 'UNSTABLE'),
};

async function caught(call: StepCall, usual: Result): Promise<Value> {
  try {
    return await runBody(call, call.site);
  } catch (error) {
    const result = resultNamed(call.parameters.text('buildResult', usual)) ?? usual;
    worsen(call.site, result, resultNamed(call.parameters.text('stageResult', result)) ?? result);
    if (result !== 'SUCCESS') remember(call.site.build, error);
    const why = error instanceof Error ? error.message : String(error);
    note(call, [call.parameters.text('message', ''), why].filter((part) => part !== '').join(': '));
    return null;
  }
}

export function note({ site, id }: StepCall, text: string): void {
  site.build.emit({ type: 'notice', ...stageOf(site), step: id, text });
}
