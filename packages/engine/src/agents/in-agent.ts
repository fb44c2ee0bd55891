import { textOf, type Value } from '@pipeline-lab/groovy';
import type {
  Agent,
  ContainerSettings,
  DockerAgent,
  DockerfileAgent,
  Stage,
} from '@pipeline-lab/jenkinsfile';
import type { Expression } from '@pipeline-lab/groovy';
import { isTrue } from '@pipeline-lab/groovy';
import type { Site } from '../build/build.ts';
import { textAt } from '../build/text-at.ts';
import { withContainer } from '../docker/agent.ts';
import { notOnThisAgent } from '../errors.ts';
import { hasOption } from '../stages/around.ts';
import { inStage } from '../stages/in-stage.ts';
import { valuesOf } from '../stages/options.ts';

type Work = (site: Site) => Promise<void>;

/**
 * Runs work on the agent of a stage, or of the pipeline when there is no stage: on an executor, in a workspace that
 * holds the commit unless `skipDefaultCheckout` says no, and in a container when the agent is one.
 */
export async function inAgent(
  site: Site,
  agent: Agent | undefined,
  stage: Stage | undefined,
  work: Work,
): Promise<void> {
  const chosen = agent ?? inherited(site, stage);
  switch (chosen?.kind) {
    case undefined:
    case 'none':
      return await work(site);
    case 'any':
      return await inNode(site, '', undefined, stage, work);
    case 'label':
      return await inNode(site, await textAt(site, chosen.label), chosen.customWorkspace, stage, work);
    case 'docker':
    case 'dockerfile':
      return await inContainer(site, chosen, stage, work);
    case 'kubernetes':
      throw notOnThisAgent('kubernetes', 'Give the stage `agent { docker … }` or a label instead.');
  }
}

/** `newContainerPerStage()` gives each stage a container of its own on the pipeline's agent. */
function inherited({ build: { pipeline } }: Site, stage: Stage | undefined): Agent | undefined {
  const { agent, options } = pipeline;
  if (stage === undefined || !hasOption(options, 'newContainerPerStage')) return undefined;
  return agent.kind === 'docker' || agent.kind === 'dockerfile' ? agent : undefined;
}

async function inContainer(
  site: Site,
  agent: DockerAgent | DockerfileAgent,
  stage: Stage | undefined,
  work: Work,
): Promise<void> {
  const own = stage?.agent === agent;
  const shared = await reusesNode(site, agent);
  const perStage = stage === undefined && hasOption(site.build.pipeline.options, 'newContainerPerStage');
  if (site.node !== undefined && (shared || (stage !== undefined && !own)))
    return await withContainer(site, agent, work);
  const label = agent.label === undefined ? '' : await textAt(site, agent.label);
  await inNode(site, label, agent.customWorkspace, stage, async (inside) =>
    perStage ? await work(inside) : await withContainer(inside, agent, work),
  );
}

async function reusesNode(site: Site, { reuseNode }: ContainerSettings): Promise<boolean> {
  if (reuseNode === undefined) return false;
  return isTrue(await site.build.interpreter.evaluate(reuseNode, site.build.hostAt(site)));
}

async function inNode(
  site: Site,
  label: string,
  customWorkspace: Expression | undefined,
  stage: Stage | undefined,
  work: Work,
): Promise<void> {
  const folder = customWorkspace && (await textAt(site, customWorkspace));
  await site.build.steps.call(site, 'node', new Map([['label', label]]), async (inside) => {
    if (folder === undefined) await checkedOut(inside, stage, work);
    else
      await inside.build.steps.call(inside, 'ws', new Map([['dir', folder]]), async (there) => {
        await checkedOut(there, stage, work);
        return null;
      });
    return null;
  });
}

async function checkedOut(site: Site, stage: Stage | undefined, work: Work): Promise<void> {
  const { skip, subdirectory } = await checkoutOptions(site, stage);
  if (skip || site.build.source === undefined) return await work(site);
  const inFolder = async (at: Site): Promise<Value> =>
    subdirectory === ''
      ? await checkout(at)
      : await at.build.steps.call(at, 'dir', new Map([['path', subdirectory]]), checkout);
  const found =
    stage === undefined && site.stage === undefined
      ? await inStage(site, { name: checkoutStage, id: checkoutStage }, inFolder)
      : await inFolder(site);
  const overrides =
    found instanceof Map ? [...found].map(([name, value]) => `${textOf(name)}=${textOf(value)}`) : [];
  await site.build.steps.call(site, 'withEnv', new Map([['overrides', overrides]]), async (inside) => {
    await work(inside);
    return null;
  });
}

const checkoutStage = 'Declarative: Checkout SCM';

async function checkout(site: Site): Promise<Value> {
  const scm = site.build.hostAt(site).getVariable('scm') ?? null;
  return await site.build.steps.call(site, 'checkout', new Map([['scm', scm]]));
}

interface CheckoutOptions {
  readonly skip: boolean;
  readonly subdirectory: string;
}

/** What a stage says goes before what the pipeline says. */
async function checkoutOptions(site: Site, stage: Stage | undefined): Promise<CheckoutOptions> {
  const options = [...(stage?.options ?? []), ...site.build.pipeline.options];
  const value = async (name: string): Promise<Value | undefined> => {
    const option = options.find((each) => each.name === name);
    return option && ((await valuesOf(site, option)).get('value') ?? true);
  };
  const subdirectory = (await value('checkoutToSubdirectory')) ?? '';
  return { skip: (await value('skipDefaultCheckout')) === true, subdirectory: textOf(subdirectory) };
}
