import { type Result, worse } from '../events/result.ts';
import type { Build, Site } from './build.ts';

/** Makes the build's result, and the stage's, no better than this. */
export function worsen(site: Site, result: Result, stageResult: Result = result): void {
  const { state } = site.build;
  if (result !== 'SUCCESS') state.result = worse(state.result ?? 'SUCCESS', result);
  for (let stage = site.stage; stage !== undefined; stage = stage.parent)
    stage.result = worse(stage.result, stageResult);
}

/** Writes lines of the engine's own to the log, in the words that Jenkins has for it. */
export function say(site: Site, ...lines: readonly string[]): void {
  const step = site.step === undefined ? {} : { step: site.step };
  site.copyLog?.(Buffer.from(lines.map((line) => `${site.build.recorder.masker.mask(line)}\n`).join('')));
  site.build.emit({ type: 'log', ...step, ...logPlaceOf(site), stream: 'output', lines });
}

/** What events of the log carry of the blocks around. */
export function logPlaceOf(site: Site): { readonly stage?: string; readonly timed?: true } {
  return { ...stageOf(site), ...(site.timed === undefined ? {} : { timed: site.timed }) };
}

/** The stage's id as events carry it. */
export function stageOf(site: Site): { readonly stage?: string } {
  return site.stage === undefined ? {} : { stage: site.stage.id };
}

/** Keeps the first error of a build. */
export function remember(build: Build, error: unknown): void {
  build.state.error ??= error;
}

/** The environment variables at a site: the machine's, over them what `env.NAME` set, then what the blocks around set. */
export function environmentAt(site: Site): Record<string, string> {
  const { machine, assigned } = site.build;
  return { ...machine, ...Object.fromEntries(assigned), ...site.env };
}
