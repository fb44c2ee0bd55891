import type { Component } from './model.ts';
import { packageUrl } from './package-url.ts';

/** What an image says of its distribution. https://www.freedesktop.org/software/systemd/man/latest/os-release.html */
export interface Distribution {
  readonly id: string;
  readonly version: string;
  readonly name: string;
}

/** Where Debian keeps what is installed; images of distroless have one file a package. */
export function isPackageList(path: string): boolean {
  return path === 'var/lib/dpkg/status' || /^var\/lib\/dpkg\/status\.d\/(?!.*\.md5sums$)[^/]+$/.test(path);
}

/** The one in /etc is the more particular, and most often a link to the other. */
export const releaseFiles: readonly string[] = ['etc/os-release', 'usr/lib/os-release'];

export function distributionOf(files: ReadonlyMap<string, string>): Distribution | undefined {
  const text = releaseFiles.map((path) => files.get(path)).find((found) => found !== undefined);
  if (text === undefined) return undefined;
  const values = new Map(
    Array.from(text.matchAll(/^([A-Z_]+)=(["']?)(.*)\2\s*$/gm), ([, name = '', , value = '']) => [
      name,
      value,
    ]),
  );
  const id = values.get('ID') ?? 'linux';
  return { id, version: values.get('VERSION_ID') ?? '', name: values.get('PRETTY_NAME') ?? id };
}

export function distributionComponent({ id, version, name }: Distribution): Component {
  return {
    type: 'operating-system',
    'bom-ref': `os:${id}@${version}`,
    name: id,
    ...(version === '' ? {} : { version }),
    description: name,
  };
}

/** The installed packages of Debian and its relatives, by the lists of dpkg. deb822(5), dpkg(1) */
export function debianPackages(
  files: ReadonlyMap<string, string>,
  distribution: Distribution | undefined,
): Component[] {
  return [...files]
    .filter(([path]) => isPackageList(path))
    .flatMap(([path, text]) =>
      text.split(/\n\s*\n/).map((paragraph) => ({ path, fields: fieldsOf(paragraph) })),
    )
    .flatMap(({ path, fields }) => packageOf(path, fields, distribution) ?? []);
}

/** Lines that begin with a space go on with the field before. */
function fieldsOf(paragraph: string): Map<string, string> {
  return new Map(
    Array.from(paragraph.matchAll(/^([A-Za-z][\w-]*):[ \t]*(.*)$/gm), ([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}

function packageOf(
  path: string,
  fields: ReadonlyMap<string, string>,
  distribution: Distribution | undefined,
): Component | undefined {
  const [name, version, architecture] = ['Package', 'Version', 'Architecture'].map((field) =>
    fields.get(field),
  );
  if (name === undefined || version === undefined || !isInstalled(fields.get('Status'))) return undefined;
  const maintainer = fields.get('Maintainer');
  const description = fields.get('Description');
  const purl = packageUrl('deb', distribution?.id ?? 'debian', name, version, {
    arch: architecture,
    distro: distribution === undefined ? undefined : `${distribution.id}-${distribution.version}`,
    upstream: upstreamOf(fields.get('Source'), name),
  });
  return {
    type: 'library',
    'bom-ref': purl,
    ...(maintainer === undefined ? {} : { supplier: { name: maintainer } }),
    name,
    version,
    ...(description === undefined ? {} : { description }),
    purl,
    evidence: { occurrences: [{ location: `/${path}` }] },
  };
}

/** Lists of distroless have no status. */
function isInstalled(status = 'install ok installed'): boolean {
  return status.endsWith(' installed');
}

/** The source package, which advisories name; `glibc (2.36-9)` where its version is another one. */
function upstreamOf(source: string | undefined, name: string): string | undefined {
  const [, upstream, version] = /^(\S+)(?: \((.+)\))?$/.exec(source ?? '') ?? [];
  if (upstream === undefined || (upstream === name && version === undefined)) return undefined;
  return version === undefined ? upstream : `${upstream}@${version}`;
}
