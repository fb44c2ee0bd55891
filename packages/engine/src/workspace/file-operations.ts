import { cp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { StepFailure } from '../errors.ts';
import { antFiles } from './ant-files.ts';
import { makeFolder } from './make-folder.ts';

/** Changes files under a folder and gives what it did. `given` gives the arguments, empty for those left out. */
type FileOperation = (folder: string, given: (name: string) => string) => Promise<string>;

/** The operations of Jenkins' plugin file-operations that need nothing but files. */
const operations: Readonly<Record<string, FileOperation>> = {
  async fileCopyOperation(folder, given) {
    const files = await antFiles(folder, given('includes'), { excludes: given('excludes') });
    const target = within(folder, given('targetLocation'));
    for (const file of files) {
      const to = join(target, given('flattenFiles') === 'true' ? basename(file) : file);
      makeFolder(dirname(to));
      await cp(join(folder, file), to);
    }
    return `${files.length} files`;
  },
  async fileDeleteOperation(folder, given) {
    const files = await antFiles(folder, given('includes'), { excludes: given('excludes') });
    for (const file of files) await rm(join(folder, file), { force: true });
    return `${files.length} files`;
  },
  async fileCreateOperation(folder, given) {
    const path = within(folder, given('fileName'));
    makeFolder(dirname(path));
    await writeFile(path, given('fileContent'));
    return given('fileName');
  },
  fileRenameOperation: async (folder, given) => await moved(folder, given('source'), given('destination')),
  folderRenameOperation: async (folder, given) => await moved(folder, given('source'), given('destination')),
  async folderCreateOperation(folder, given) {
    makeFolder(within(folder, given('folderPath')));
    return given('folderPath');
  },
  async folderDeleteOperation(folder, given) {
    const path = within(folder, given('folderPath'));
    if (path === resolve(folder)) throw outside(given('folderPath'));
    await rm(path, { recursive: true, force: true });
    return given('folderPath');
  },
  async folderCopyOperation(folder, given) {
    const [from, to] = [given('sourceFolderPath'), given('destinationFolderPath')];
    await cp(within(folder, from), within(folder, to), { recursive: true });
    return `${from} to ${to}`;
  },
};

export const fileOperationNames: readonly string[] = Object.keys(operations);

/** By symbol or class: `fileCopyOperation`, `FileCopyOperation`. */
export function fileOperationNamed(name: string): FileOperation | undefined {
  const symbol = `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;
  return Object.hasOwn(operations, symbol) ? operations[symbol] : undefined;
}

async function moved(folder: string, source: string, destination: string): Promise<string> {
  const [from, to] = [within(folder, source), within(folder, destination)];
  makeFolder(dirname(to));
  await rename(from, to).catch((cause: unknown) => {
    throw new StepFailure(`${source} cannot be renamed`, 'Check that it exists.', { cause });
  });
  return `${source} to ${destination}`;
}

/** A path inside of the folder. Throws a StepFailure for one that leads out of it. */
function within(folder: string, path: string): string {
  const found = resolve(folder, path);
  const inner = relative(folder, found);
  if (inner.startsWith('..') || isAbsolute(inner)) throw outside(path);
  return found;
}

function outside(path: string): StepFailure {
  return new StepFailure(
    `fileOperations: ${path} is not inside of the folder`,
    'Name a path in the workspace.',
  );
}
