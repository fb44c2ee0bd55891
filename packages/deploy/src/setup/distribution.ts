/** What a distribution calls the things that a host needs. */
export interface Distribution {
  readonly name: string;
  readonly family: 'debian' | 'amazon';
  readonly packages: {
    readonly docker: string;
    readonly proxy: string;
    readonly others: readonly string[];
  };
  readonly sshService: string;
  /** The file with options of the proxy's service, and the variable that holds them. */
  readonly proxyOptions: { readonly file: string; readonly variable: string };
}

const debian: Omit<Distribution, 'name'> = {
  family: 'debian',
  packages: {
    docker: 'docker.io',
    proxy: 'haproxy',
    others: ['nftables', 'unattended-upgrades', 'logrotate', 'procps', 'ca-certificates'],
  },
  sshService: 'ssh',
  proxyOptions: { file: '/etc/default/haproxy', variable: 'EXTRAOPTS' },
};

const amazon: Omit<Distribution, 'name'> = {
  family: 'amazon',
  packages: {
    docker: 'docker',
    proxy: 'haproxy',
    others: ['nftables', 'dnf-automatic', 'logrotate', 'procps-ng', 'util-linux'],
  },
  sshService: 'sshd',
  proxyOptions: { file: '/etc/sysconfig/haproxy', variable: 'OPTIONS' },
};

const known: Readonly<Record<string, Omit<Distribution, 'name'>>> = {
  debian,
  ubuntu: debian,
  amzn: amazon,
};

/**
 * The distribution that an `/etc/os-release` names (os-release(5): `ID`, else the first known of `ID_LIKE`); undefined for
 * another one. Amazon Linux 2 is another one: its OpenSSH and HAProxy are too old.
 */
export function distributionOf(osRelease: string): Distribution | undefined {
  const fields = new Map(
    osRelease.split('\n').flatMap((line) => {
      const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line.trim()) ?? [];
      return name === undefined ? [] : [[name, (value ?? '').replaceAll(/^["']|["']$/g, '')] as const];
    }),
  );
  const ids = [fields.get('ID') ?? '', ...(fields.get('ID_LIKE') ?? '').split(' ')];
  if (ids[0] === 'amzn' && fields.get('VERSION_ID') === '2') return undefined;
  const id = ids.find((each) => Object.hasOwn(known, each));
  const found = id === undefined ? undefined : known[id];
  return found === undefined ? undefined : { ...found, name: fields.get('PRETTY_NAME') ?? id ?? '' };
}
