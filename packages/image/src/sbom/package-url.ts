import { PackageURL } from 'packageurl-js';

/** `pkg:type/namespace/name@version?qualifiers`. https://github.com/package-url/purl-spec */
export function packageUrl(
  type: string,
  namespace: string | undefined,
  name: string,
  version: string,
  qualifiers: Readonly<Record<string, string | undefined>> = {},
): string {
  const given = Object.entries(qualifiers).filter(([, value]) => value !== undefined && value !== '');
  return new PackageURL(
    type,
    namespace,
    name,
    version,
    given.length === 0 ? undefined : (Object.fromEntries(given) as Record<string, string>),
    undefined,
  ).toString();
}

/** That of a package of npm. */
export function npmUrl(name: string, version: string): string {
  const [, scope, plain = name] = /^(@[^/]+)\/(.+)$/.exec(name) ?? [];
  return packageUrl('npm', scope, plain, version);
}
