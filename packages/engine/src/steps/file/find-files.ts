import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { HostObject, Value } from '@pipeline-lab/groovy';
import { antFiles } from '../../workspace/ant-files.ts';
import { defineStep, type Step } from '../step.ts';

/** Files as objects with `name`, `path`, `directory`, `length` and `lastModified`. */
export const findFiles: Step = defineStep('findFiles', {
  needs: 'node',
  async run({ site, args }) {
    const options = { excludes: args.excludes ?? '' };
    const paths = await antFiles(site.cwd, args.glob ?? '*', options);
    return await Promise.all(paths.map(async (path) => await fileObject(site.cwd, path)));
  },
});

async function fileObject(folder: string, path: string): Promise<HostObject> {
  const { size, mtimeMs } = await stat(join(folder, path));
  const properties: Readonly<Record<string, Value>> = {
    name: basename(path),
    path,
    directory: false,
    length: BigInt(size),
    lastModified: BigInt(Math.round(mtimeMs)),
  };
  return {
    kind: 'object',
    typeName: 'FileWrapper',
    getProperty: (name) => (Object.hasOwn(properties, name) ? properties[name] : undefined),
    callMethod(name) {
      if (name === 'toString') return Promise.resolve(path);
      const property = name.replace(/^(?:get|is)(.)/, (_, first: string) => first.toLowerCase());
      return Object.hasOwn(properties, property) ? Promise.resolve(properties[property] ?? null) : undefined;
    },
  };
}
