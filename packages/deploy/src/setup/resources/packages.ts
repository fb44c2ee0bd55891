import type { Distribution } from '../distribution.ts';
import type { Resource } from '../resource.ts';
import { script } from '../root-shell.ts';

/** A package to install, unless the program that it brings is there already (Docker from another source, say). */
export interface Package {
  readonly name: string;
  readonly program?: string;
}

/** Packages of the distribution, those that are missing installed in one go. */
export function packages(family: Distribution['family'], wanted: readonly Package[]): Resource {
  const installed = (name: string): string => `${name} installed`;
  return {
    name: 'packages',
    current: async (shell) => {
      const words = wanted.flatMap(({ name, program }) => [name, program ?? '']);
      const answer = (await shell.run(script(present[family], ...words))).split('\n');
      return wanted.filter(({ name }) => answer.includes(name)).map(({ name }) => installed(name));
    },
    desired: () => wanted.map(({ name }) => installed(name)),
    apply: async (shell, desired, current) => {
      const missing = wanted
        .map(({ name }) => name)
        .filter((name) => desired.includes(installed(name)) && !current.includes(installed(name)));
      for (const argv of installCommands(family, missing)) await shell.run(argv);
    },
  };
}

/** The commands that install packages. Pure. */
export function installCommands(family: Distribution['family'], names: readonly string[]): string[][] {
  if (family === 'amazon') return [['dnf', '-y', '-q', 'install', ...names]];
  // An unattended upgrade may hold the package manager's lock for a while.
  const apt = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', '-o', 'DPkg::Lock::Timeout=300'];
  return [
    [...apt, 'update'],
    [
      ...apt,
      'install',
      '-y',
      '--no-install-recommends',
      '-o',
      'Dpkg::Options::=--force-confdef',
      '-o',
      'Dpkg::Options::=--force-confold',
      ...names,
    ],
  ];
}

const each = (query: string): string => `
while [ $# -gt 0 ]; do
  if { [ -n "$2" ] && command -v "$2" >/dev/null; } || ${query}; then printf '%s\\n' "$1"; fi
  shift 2
done
`;

const present: Readonly<Record<Distribution['family'], string>> = {
  // "ii": wanted and installed (dpkg-query(1)).
  debian: each(`dpkg-query -W -f '\${db:Status-Abbrev}' "$1" 2>/dev/null | grep -q '^ii'`),
  amazon: each('rpm -q "$1" >/dev/null 2>&1'),
};
