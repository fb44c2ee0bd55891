import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Expression, isTrue, textOf } from '@pipeline-lab/groovy';
import type { DockerAgent, DockerfileAgent } from '@pipeline-lab/jenkinsfile';
import type { Site } from '../build/build.ts';
import { StepFailure } from '../errors.ts';
import { quoted } from '../shell/words.ts';
import { imageName, inRegistry } from './registry.ts';

/** Runs work in the container of an agent, on the node of the site. */
export async function withContainer(
  site: Site,
  agent: DockerAgent | DockerfileAgent,
  work: (site: Site) => Promise<void>,
): Promise<void> {
  const text = async (expression: Expression | undefined, usual = ''): Promise<string> =>
    expression === undefined
      ? usual
      : textOf(await site.build.interpreter.evaluate(expression, site.build.hostAt(site)));
  const url = await text(agent.registryUrl);
  await inRegistry(site, url, await text(agent.registryCredentialsId), async (inside) => {
    const image =
      agent.kind === 'docker'
        ? await pulled(inside, agent, await text(agent.image))
        : await built(inside, agent, text);
    const values = new Map([
      ['image', image],
      ['args', await text(agent.args)],
    ]);
    await inside.build.steps.call(inside, 'withDockerContainer', values, async (own) => {
      await work(own);
      return null;
    });
  });
}

async function pulled(site: Site, { alwaysPull }: DockerAgent, id: string): Promise<string> {
  const { build } = site;
  const image = imageName(site, id);
  const always =
    alwaysPull !== undefined && isTrue(await build.interpreter.evaluate(alwaysPull, build.hostAt(site)));
  if (always) await shell(site, `docker pull ${quoted(image)}`);
  return image;
}

async function built(
  site: Site,
  agent: DockerfileAgent,
  text: (expression: Expression | undefined, usual?: string) => Promise<string>,
): Promise<string> {
  const dir = await text(agent.dir, '.');
  const file = join(dir, await text(agent.filename, 'Dockerfile'));
  const source = await readFile(resolve(site.cwd, file)).catch((cause: unknown) => {
    throw new StepFailure(`there is no ${file}`, 'Check `filename` and `dir` of the agent.', { cause });
  });
  const image = createHash('sha1').update(source).digest('hex');
  const args = await text(agent.additionalBuildArgs);
  await shell(site, `docker build -t ${image} ${args} -f ${quoted(file)} ${quoted(dir)}`);
  return image;
}

async function shell(site: Site, script: string): Promise<void> {
  await site.build.steps.call(site, 'sh', new Map([['script', script]]));
}
