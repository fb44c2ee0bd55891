import type { Value } from '@pipeline-lab/groovy';
import type { Site } from '../build/build.ts';
import { stageOf } from '../build/site.ts';
import { throwIfInterrupted } from '../build/interrupts.ts';
import { Interruption, needsNode } from '../errors.ts';
import type { Result } from '../events/result.ts';
import type { OpenArguments } from './argument-types.ts';
import type { Body, Step } from './step.ts';

/** Runs a step with arguments that fit, and tells of its start and its end. Rejects with what the step threw. */
export async function perform(
  site: Site,
  step: Step,
  args: OpenArguments,
  body: Body | undefined,
): Promise<Value> {
  throwIfInterrupted(site);
  if (step.needs === 'node' && site.node === undefined) throw needsNode(step.name);
  const { build } = site;
  const { name } = step;
  const id = build.state.nextStep;
  build.state.nextStep += 1;
  const place = { id, ...stageOf(site) };
  build.emit({
    type: 'step.started',
    ...place,
    ...(site.step === undefined ? {} : { parent: site.step }),
    name,
    // What is cut before it is masked shows the beginning of a secret.
    summary: oneLine(build.recorder.masker.mask(step.summary(args))),
    ...(body === undefined ? {} : { block: true }),
  });
  const began = performance.now();
  const finish = (result: Result, error?: string): void => {
    const ms = Math.round(performance.now() - began);
    build.emit({ type: 'step.finished', ...place, result, ms, ...(error === undefined ? {} : { error }) });
  };
  try {
    const value = await running(site, body, async (own, block) =>
      build.dryRun && step.dry !== true
        ? await onlyTold(name, { ...own, step: id }, block)
        : await step.run({ name, site: own, id, args, body: block }),
    );
    finish('SUCCESS');
    return value;
  } catch (error) {
    finish(
      error instanceof Interruption ? error.result : 'FAILURE',
      error instanceof Error ? error.message : String(error),
    );
    throw error;
  }
}

/** In a dry run: the block of a step, whose steps are told in turn; Groovy is not run, since no step gives it a value. */
async function onlyTold(name: string, site: Site, block: Body | undefined): Promise<Value> {
  return block === undefined || name === 'script' ? null : await block(site);
}

/**
 * An interruption of the line goes to the step while it works itself, and to what its block runs meanwhile. A step that
 * does not look at its signal ends late, but the interruption is never lost.
 */
async function running(
  site: Site,
  body: Body | undefined,
  work: (site: Site, body: Body | undefined) => Promise<Value>,
): Promise<Value> {
  const { line } = site;
  const outer = line.running;
  const own = new AbortController();
  let over = false;
  // A block that was left behind, as by a `timeout`, may go on for a while: the line is not its own any more.
  const put = (running: AbortController | undefined): void => {
    if (!over) line.running = running;
  };
  const block: Body | undefined =
    body &&
    (async (inside, args) => {
      // What came while the step prepared its block keeps that from running.
      own.signal.throwIfAborted();
      put(undefined);
      try {
        return await body(inside, args);
      } finally {
        put(own);
      }
    });
  line.running = own;
  try {
    const value = await work({ ...site, signal: own.signal }, block);
    own.signal.throwIfAborted();
    return value;
  } catch (error) {
    if (!(error instanceof Interruption)) own.signal.throwIfAborted();
    throw error;
  } finally {
    over = true;
    line.running = outer;
  }
}

function oneLine(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('; ')
    .slice(0, 300);
}
