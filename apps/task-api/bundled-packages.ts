import { readFile } from 'node:fs/promises';
import type { Metafile } from 'esbuild';

interface LockedPackage {
  readonly name?: string;
  readonly version: string;
  readonly integrity?: string;
  readonly license?: string;
}

/**
 * Says which packages of npm bundles hold, as a CycloneDX document: those that esbuild took something from, with
 * version, hash and licence of the lock file. A bundle shows none of that to whoever looks at the image.
 */
export async function bundledPackages(
  { outputs }: Pick<Metafile, 'outputs'>,
  lockFile: string,
): Promise<string> {
  const { packages } = JSON.parse(await readFile(lockFile, 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  const used = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? folderOf(path) : [])),
  );
  const components = [...new Set(used)].toSorted().map((folder) => {
    const locked = packages[folder];
    if (locked === undefined) throw new Error(`${folder} is in the bundle and not in ${lockFile}`);
    return componentOf(folder, locked);
  });
  return `${JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components }, null, 1)}\n`;
}

/** The package that a source is from, as lock files name it; none for what has no package. */
function folderOf(path: string): string[] {
  const [, folder] = /((?:node_modules\/(?:@[^/]+\/)?[^/]+\/)+)(?!.*node_modules\/)/.exec(path) ?? [];
  return folder === undefined ? [] : [folder.slice(0, -1)];
}

function componentOf(folder: string, { name, version, integrity, license }: LockedPackage): object {
  const own = name ?? folder.replace(/^.*node_modules\//, '');
  const [, base64] = /sha512-([^\s]+)/.exec(integrity ?? '') ?? [];
  return {
    type: 'library',
    name: own,
    version,
    purl: `pkg:npm/${own.replace(/^@/, '%40')}@${version}`,
    ...(base64 === undefined
      ? {}
      : { hashes: [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }] }),
    ...(license === undefined ? {} : { licenses: [{ expression: license }] }),
  };
}
