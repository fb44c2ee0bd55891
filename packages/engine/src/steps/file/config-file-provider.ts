import { copyFile, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { textOf, type Value } from '@pipeline-lab/groovy';
import { type SecretFolder, withSecretFolder } from '../../credentials/bindings.ts';
import { configFileText } from '../../credentials/config-file.ts';
import { StepFailure } from '../../errors.ts';
import type { Site } from '../../build/build.ts';
import { defineStep, runBody, type Step } from '../step.ts';
import { makeFolder } from '../../workspace/make-folder.ts';

/** `configFileProvider([configFile(fileId: 'settings', variable: 'SETTINGS')]) { … }`; the files are gone with the block. */
export const configFileProvider: Step = defineStep('configFileProvider', {
  needs: 'node',
  summary: ({ configFiles }) =>
    configFiles.map((each) => textOf(each instanceof Map ? (each.get('fileId') ?? '') : each)).join(', '),
  run: async (call) =>
    await withSecretFolder(call.site, async (folder) => {
      const env = { ...call.site.env };
      const placed: string[] = [];
      try {
        for (const entry of call.args.configFiles) {
          const { path, variable, copy } = await place(call.site, entry, folder);
          if (copy) placed.push(path);
          if (variable !== '') env[variable] = path;
        }
        return await runBody(call, { ...call.site, env });
      } finally {
        for (const path of placed) await rm(path, { force: true });
      }
    }),
});

async function place(
  site: Site,
  entry: Value,
  folder: SecretFolder,
): Promise<{ readonly path: string; readonly variable: string; readonly copy: boolean }> {
  if (!(entry instanceof Map) || !entry.has('fileId'))
    throw new StepFailure(
      'configFileProvider takes a list of files',
      "Write configFileProvider([configFile(fileId: 'id', variable: 'NAME')]) { … }.",
    );
  const id = textOf(entry.get('fileId') ?? '');
  const target = textOf(entry.get('targetLocation') ?? '');
  const file = await folder.write(`config-${id.replaceAll(/[^\w.-]/g, '_')}`, await configFileText(site, id));
  const variable = textOf(entry.get('variable') ?? '');
  if (target === '') return { path: file, variable, copy: false };
  const path = resolve(site.cwd, target);
  makeFolder(dirname(path));
  await copyFile(file, path);
  return { path, variable, copy: true };
}
