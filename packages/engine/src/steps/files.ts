import { mkdir, readdir, readFile as readText, rm, stat, writeFile as writeText } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { StepFailure } from '../errors.ts';
import { temporaryFolder } from '../workspace/temporary.ts';
import { runBody, type Step, type StepCall } from './step.ts';

const path = ({ site, parameters }: StepCall, name: string): string =>
  resolve(site.cwd, parameters.text(name));

const encodings: Readonly<Record<string, BufferEncoding>> = {
  'utf-8': 'utf8',
  utf8: 'utf8',
  base64: 'base64',
  'iso-8859-1': 'latin1',
  ascii: 'latin1',
  'us-ascii': 'latin1',
  'utf-16le': 'utf16le',
};

function encodingOf({ name, parameters }: StepCall): BufferEncoding {
  const given = parameters.text('encoding', 'utf-8').toLowerCase();
  const encoding = Object.hasOwn(encodings, given) ? encodings[given] : undefined;
  if (encoding !== undefined) return encoding;
  throw new StepFailure(
    `${name}: there is no encoding ${given}`,
    `Use one of ${Object.keys(encodings).join(', ')}.`,
  );
}

export const readFile: Step = {
  name: 'readFile',
  main: 'file',
  summary: (parameters) => parameters.text('file'),
  run: async (call) =>
    await readText(path(call, 'file'), encodingOf(call)).catch((cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new StepFailure(why, 'Check the path; it is relative to the present folder.', { cause });
    }),
};

export const writeFile: Step = {
  name: 'writeFile',
  summary: (parameters) => parameters.text('file'),
  async run(call) {
    const file = path(call, 'file');
    await mkdir(dirname(file), { recursive: true });
    await writeText(file, call.parameters.text('text'), encodingOf(call));
    return null;
  },
};

export const fileExists: Step = {
  name: 'fileExists',
  main: 'file',
  summary: (parameters) => parameters.text('file'),
  run: async (call) =>
    await stat(path(call, 'file')).then(
      () => true,
      () => false,
    ),
};

export const pwd: Step = {
  name: 'pwd',
  summary: () => '',
  run: async ({ site, parameters }) => (parameters.flag('tmp') ? temporaryFolder(site) : site.cwd),
};

export const isUnix: Step = { name: 'isUnix', summary: () => '', run: async () => true };

export const dir: Step = {
  name: 'dir',
  main: 'path',
  summary: (parameters) => parameters.text('path'),
  async run(call) {
    const cwd = path(call, 'path');
    await mkdir(cwd, { recursive: true });
    return await runBody(call, { ...call.site, cwd });
  },
};

export const deleteDir: Step = {
  name: 'deleteDir',
  summary: () => '',
  run: async (call) => await empty(call),
};

/** The workspace clean-up plugin's step. */
export const cleanWs: Step = { ...deleteDir, name: 'cleanWs', run: async (call) => await empty(call) };

async function empty({ site }: StepCall): Promise<null> {
  for (const name of await readdir(site.cwd))
    await rm(join(site.cwd, name), { recursive: true, force: true });
  return null;
}
