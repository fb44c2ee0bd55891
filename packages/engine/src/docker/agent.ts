import type { DockerAgent, DockerfileAgent } from '@pipeline-lab/jenkinsfile';
import type { Site } from '../build/build.ts';
import { notOnThisAgent } from '../errors.ts';

/** Runs work in the container of an agent, on the node of the site. */
export async function withContainer(
  _site: Site,
  agent: DockerAgent | DockerfileAgent,
  _work: (site: Site) => Promise<void>,
): Promise<void> {
  throw notOnThisAgent(agent.kind, 'Give the stage `agent any` or a label.');
}
