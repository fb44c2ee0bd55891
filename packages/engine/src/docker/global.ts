import { type Arguments, type HostObject, textOf, type Value } from '@pipeline-lab/groovy';
import type { Site } from '../build/build.ts';
import { StepFailure } from '../errors.ts';
import { quoted } from '../shell/words.ts';
import { hostObject, type Methods } from '../steps/host-object.ts';
import { at, here } from '../steps/here.ts';
import { imageName } from './registry.ts';

/** The global `docker` of Jenkins' docker-workflow plugin. */
export function dockerGlobal(bound: Site): HostObject {
  const site = (): Site => here(bound);
  const block = async (
    name: string,
    values: Readonly<Record<string, Value>>,
    args: Arguments,
  ): Promise<Value> => await callBlock(site(), name, values, args);
  return hostObject(
    'Docker',
    {},
    {
      image: async ({ positional }) => imageObject(bound, text(positional[0])),
      async build({ positional }) {
        const id = text(positional[0]);
        await shell(site(), `docker build -t ${quoted(id)} ${text(positional[1], '.')}`);
        return imageObject(bound, id);
      },
      withRegistry: async (args) =>
        await block(
          'withDockerRegistry',
          { url: args.positional[0] ?? '', credentialsId: args.positional[1] ?? '' },
          args,
        ),
      withServer: async (args) =>
        await block('withEnv', { overrides: [`DOCKER_HOST=${text(args.positional[0])}`] }, args),
      withTool: async (args) => await block('withEnv', { overrides: [] }, args),
      node: async (args) => await block('node', { label: args.positional[0] ?? '' }, args),
    },
  );
}

function imageObject(bound: Site, id: string): HostObject {
  const site = (): Site => here(bound);
  const name = (): string => imageName(site(), id);
  const run = async (args: string, command: string): Promise<Value> => {
    const script = `docker run -d${args === '' ? '' : ` ${args}`} ${quoted(id)}${command === '' ? '' : ` ${command}`}`;
    return containerObject(bound, (await shell(site(), script, true)).trim());
  };
  const methods: Methods = {
    imageName: async () => name(),
    toString: async () => name(),
    async pull() {
      await shell(site(), `docker pull ${quoted(name())}`);
      return null;
    },
    async tag({ positional }) {
      const tagged = `${withoutTag(id)}:${text(positional[0], tagOf(id))}`;
      await shell(site(), `docker tag ${quoted(id)} ${quoted(imageName(site(), tagged))}`);
      return imageName(site(), tagged);
    },
    async push({ positional }) {
      const tag = text(positional[0], tagOf(id));
      const target = imageName(site(), `${withoutTag(id)}:${tag}`);
      if (target !== id) await shell(site(), `docker tag ${quoted(id)} ${quoted(target)}`);
      await shell(site(), `docker push ${quoted(target)}`);
      return null;
    },
    async inside(args) {
      // What was built here has no registry in front of its name.
      const image = name() !== id && (await isPresent(site(), id)) ? id : name();
      return await callBlock(site(), 'withDockerContainer', { image, args: args.positional[0] ?? '' }, args);
    },
    run: async ({ positional }) => await run(text(positional[0]), text(positional[1])),
    async withRun(args) {
      const container = await run(text(args.positional[0]), text(args.positional[1]));
      try {
        return await callBlock(site(), 'withEnv', { overrides: [] }, args, [container]);
      } finally {
        await shell(
          site(),
          `docker stop -t 1 ${idOf(container)} && docker rm -f --volumes ${idOf(container)}`,
        );
      }
    },
  };
  return hostObject('Image', { id }, methods);
}

function containerObject(bound: Site, id: string): HostObject {
  return hostObject(
    'Container',
    { id },
    {
      async stop() {
        await shell(here(bound), `docker stop -t 1 ${id} && docker rm -f --volumes ${id}`);
        return null;
      },
      port: async ({ positional }) =>
        (await shell(here(bound), `docker port ${id} ${quoted(text(positional[0]))}`, true)).trim(),
    },
  );
}

/** Runs the closure of a call as the block of a step. */
async function callBlock(
  site: Site,
  name: string,
  values: Readonly<Record<string, Value>>,
  { closure }: Arguments,
  given: readonly Value[] = [],
): Promise<Value> {
  if (closure === undefined) throw new StepFailure(`docker: ${name} needs a block`, 'Write { … } behind it.');
  let value: Value = null;
  await site.build.steps.call(site, name, new Map(Object.entries(values)), async (inside) => {
    value = await at(inside, async () => await closure.call(given, { host: site.build.hostAt(inside) }));
    return value;
  });
  return value;
}

async function shell(site: Site, script: string, returnStdout = false): Promise<string> {
  const values = new Map<string, Value>([
    ['script', script],
    ...(returnStdout ? [['returnStdout', true] as const] : []),
  ]);
  const value = await site.build.steps.call(site, 'sh', values);
  return value === null ? '' : textOf(value);
}

async function isPresent(site: Site, id: string): Promise<boolean> {
  const script = `docker inspect -f . ${quoted(id)}`;
  const values = new Map<string, Value>([
    ['script', script],
    ['returnStatus', true],
  ]);
  return textOf(await site.build.steps.call(site, 'sh', values)) === '0';
}

function idOf(container: Value): string {
  const object = container as HostObject;
  return text(object.getProperty('id'));
}

function text(value: Value | undefined, usual = ''): string {
  return value === undefined || value === null ? usual : textOf(value);
}

const tagPattern = /:([\w][\w.-]*)$/;

function withoutTag(id: string): string {
  return id.replace(tagPattern, '');
}

function tagOf(id: string): string {
  return tagPattern.exec(id)?.[1] ?? 'latest';
}
