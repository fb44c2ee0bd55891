import { textOf } from '@pipeline-lab/groovy';
import type { Library } from '@pipeline-lab/jenkinsfile';
import { inAgent } from '../agents/in-agent.ts';
import { inTools } from '../agents/tools.ts';
import { takeTurn } from '../history/turn.ts';
import { annotatedLibraries } from '../libraries/annotations.ts';
import { loadImplicitLibraries, loadLibrary } from '../libraries/load.ts';
import { type Failure, hasOption } from '../stages/around.ts';
import { inStage } from '../stages/in-stage.ts';
import { inOptions } from '../stages/options.ts';
import { runPost } from '../stages/post.ts';
import { runStage } from '../stages/run-stage.ts';
import { runSequence } from '../stages/sequence.ts';
import type { Site } from './build.ts';
import { interruptionOr } from './interrupts.ts';
import { inEnvironment } from './environment.ts';

/**
 * Runs a pipeline in the order of the plugin's `ModelInterpreter`: libraries, agent, credentials, environment, options,
 * tools, stages, post; `post` runs inside of all of them, or outside when one of them failed. Gives the first error.
 */
export async function runPipeline(site: Site): Promise<Failure | undefined> {
  const { pipeline } = site.build;
  let posted = false;
  let failure: Failure | undefined;
  const stages = async (inside: Site): Promise<void> => {
    const { tools, agent } = pipeline;
    const { from } = site.build;
    failure = await runSequence(inside, pipeline.stages, {
      tools,
      agent,
      runStage,
      ...(from === undefined ? {} : { from }),
    });
    posted = true;
    failure = await runPost(inside, pipeline.post, failure, postStage);
    // The wrappers get to see the error: `retry` runs everything again for it.
    if (failure !== undefined) throw failure.error;
  };
  try {
    if (hasOption(pipeline.options, 'rateLimitBuilds'))
      await (await import('../history/rate-limit.ts')).keepRate(site);
    using _ = await takeTurn(site);
    await loadScript(site, pipeline.libraries);
    await inAgent(site, pipeline.agent, undefined, async (onAgent) =>
      inEnvironment(onAgent, pipeline.environment, async (own) =>
        inOptions(own, pipeline.options, async (limited) => inTools(limited, pipeline.tools, [], stages)),
      ),
    );
    failure = undefined;
  } catch (error) {
    failure = { error: interruptionOr(site, error) };
  }
  return posted ? failure : await runPost(site, pipeline.post, failure, postStage);
}

async function loadScript(site: Site, libraries: readonly Library[]): Promise<void> {
  const { interpreter, hostAt, pipeline } = site.build;
  await loadImplicitLibraries(site);
  for (const name of annotatedLibraries(pipeline.script)) await loadLibrary(site, name);
  await interpreter.load(pipeline.script, hostAt(site));
  for (const { identifier } of libraries)
    await loadLibrary(site, textOf(await interpreter.evaluate(identifier, hostAt(site))));
  await site.build.completeParameters(site);
}

const postName = 'Declarative: Post Actions';

async function postStage(site: Site, work: (site: Site) => Promise<void>): Promise<void> {
  const env = { ...site.env, STAGE_NAME: postName };
  await inStage({ ...site, env }, { name: postName, id: postName }, work);
}
