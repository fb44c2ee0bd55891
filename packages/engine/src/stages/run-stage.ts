import type { Stage } from '@pipeline-lab/jenkinsfile';
import { inAgent } from '../agents/in-agent.ts';
import type { Site } from '../build/build.ts';
import { say } from '../build/site.ts';
import { inEnvironment } from '../build/environment.ts';
import { interruptionOr } from '../build/interrupts.ts';
import { inTools } from '../agents/tools.ts';
import { type Around, type Failure, hasOption, type Skip, skipMessage } from './around.ts';
import { type Gate, gateOf } from './gate.ts';
import { at } from '../steps/here.ts';
import { inStage, type OpenStage } from './in-stage.ts';
import { inInput } from './input.ts';
import { inOptions } from './options.ts';
import { branchesOf, runParallel } from './parallel.ts';
import { runPost } from './post.ts';
import { runSequence } from './sequence.ts';

/**
 * Opens a stage and runs or skips it, in the order of the plugin's `evaluateStage`. Rejects with the first error of the
 * build so far: one that was there before, or the stage's own.
 */
export async function runStage(site: Site, stage: Stage, around: Around): Promise<void> {
  const env = { ...site.env, ...Object.fromEntries(around.cell ?? []), STAGE_NAME: stage.name };
  const { name, path: id } = stage;
  const branch = around.branch === undefined ? {} : { branch: around.branch };
  await inStage({ ...site, env }, { name, id, ...branch }, async (inside) => {
    const skip = skipOf(site, stage, around);
    const failure = await attempt(inside, stage, { ...around, ...(skip === undefined ? {} : { skip }) });
    if (failure !== undefined) throw failure.error;
  });
}

async function attempt(site: OpenStage, stage: Stage, around: Around): Promise<Failure | undefined> {
  let { failure } = around;
  try {
    if (around.skip !== undefined) await skipStage(site, stage, around, around.skip);
    else if (!(await runOpen(site, stage, around))) await skipStage(site, stage, around, { kind: 'when' });
  } catch (error) {
    failure ??= { error };
  }
  const parallel = stage.body.kind === 'parallel' || stage.body.kind === 'matrix';
  return parallel && site.stage.skipped === undefined
    ? await runPost(site, stage.post, failure, postStage)
    : failure;
}

function skipOf({ build }: Site, stage: Stage, { failure, skip }: Around): Skip | undefined {
  if (skip !== undefined) return skip;
  if (failure !== undefined) return { kind: 'failure' };
  const strict = hasOption(build.pipeline.options, 'skipStagesAfterUnstable');
  if (strict && build.state.result === 'UNSTABLE') return { kind: 'unstable' };
  const { selection } = build;
  return selection === undefined || selection.paths.some((path) => covers(path, stage.path))
    ? undefined
    : { kind: 'selection', only: selection.name };
}

/** A selected stage, what is inside of it, and what is around it. */
function covers(selected: string, path: string): boolean {
  return `${selected} / `.startsWith(`${path} / `) || path.startsWith(`${selected} / `);
}

/** Tells why a stage is skipped, and opens and skips what is inside of it. */
async function skipStage(site: OpenStage, stage: Stage, around: Around, skip: Skip): Promise<void> {
  site.stage.skipped = skipMessage(stage.name, skip);
  say(site, site.stage.skipped);
  const { tools, agent } = around;
  const inside = { tools, agent, skip, runStage };
  const { body } = stage;
  if (body.kind === 'sequential') await runSequence(site, body.stages, inside);
  else if (body.kind === 'parallel' || body.kind === 'matrix')
    await runParallel(site, stage, branchesOf(stage.path, body), inside);
}

/** False when the stage's `when` did not let it run. */
async function runOpen(site: OpenStage, stage: Stage, around: Around): Promise<boolean> {
  const gate = gateOf(stage.when);
  if (!(await gate.passes(site, 'options'))) return false;
  // A stage that failed has been let in: an option such as `catchError` may keep its failure to itself.
  let passed = true;
  await inOptions(site, stage.options, async (limited) => {
    passed = await gate.passes(limited, 'input');
    if (!passed) return;
    await inInput(limited, stage.input, async (answered) => {
      passed = await runBody(answered, stage, around, gate);
    });
  });
  return passed;
}

async function runBody(site: Site, stage: Stage, around: Around, gate: Gate): Promise<boolean> {
  const { body } = stage;
  if (body.kind === 'parallel' || body.kind === 'matrix') {
    if (!(await gate.passes(site, 'steps'))) return false;
    await inEnvironment(site, stage.environment, async (inside) =>
      runParallel(inside, stage, branchesOf(stage.path, body), around),
    );
    return true;
  }
  if (!(await gate.passes(site, 'agent'))) return false;
  let ran = false;
  await inAgent(site, stage.agent, stage, async (inside) => {
    if (!(await gate.passes(inside, 'steps'))) return;
    ran = true;
    await inEnvironment(inside, stage.environment, async (own) =>
      inTools(own, stage.tools, around.tools, async (ready) => runSteps(ready, stage, around)),
    );
  });
  return ran;
}

async function runSteps(site: Site, stage: Stage, around: Around): Promise<void> {
  const { body } = stage;
  let failure: Failure | undefined;
  try {
    if (body.kind === 'sequential') {
      const tools = stage.tools.length > 0 ? stage.tools : around.tools;
      failure = await runSequence(site, body.stages, { tools, agent: stage.agent ?? around.agent, runStage });
    } else if (body.kind === 'steps') {
      await at(site, async () => await site.build.interpreter.run(body.steps, site.build.hostAt(site)));
    }
  } catch (error) {
    failure = { error: interruptionOr(site, error) };
  }
  failure = await runPost(site, stage.post, failure, postStage);
  if (failure !== undefined) throw failure.error;
}

async function postStage(site: Site, work: (site: Site) => Promise<void>): Promise<void> {
  say(site, 'Post stage');
  await work(site);
}
