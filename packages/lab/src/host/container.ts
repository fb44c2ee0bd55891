import type Docker from 'dockerode';

export interface ContainerRequest {
  readonly name: string;
  readonly image: string;
  /** Port on this machine's loopback that leads to the host's port 80; 0 lets the engine choose. */
  readonly webPort: number;
  readonly labels: Readonly<Record<string, string>>;
  /** Size (bytes) of a disk in memory instead of the volume; it is lost with every stop. */
  readonly diskBytes?: number;
}

/** What a container with an engine of its own needs: all of it, or as much as this machine lets. */
export type Privilege = 'privileged' | 'capabilities';

/** The container of a lab host; only its SSH and web ports are published, on the loopback. */
export function containerOptions(
  request: ContainerRequest,
  privilege: Privilege,
): Docker.ContainerCreateOptions {
  const { diskBytes } = request;
  return {
    name: request.name,
    Hostname: request.name,
    Image: request.image,
    Labels: { ...request.labels },
    ExposedPorts: { '22/tcp': {}, '80/tcp': {}, '443/tcp': {} },
    StopTimeout: 20,
    HostConfig: {
      ...privileges[privilege],
      PortBindings: {
        '22/tcp': [{ HostIp: '127.0.0.1', HostPort: '0' }],
        '80/tcp': [{ HostIp: '127.0.0.1', HostPort: String(request.webPort) }],
        '443/tcp': [{ HostIp: '127.0.0.1', HostPort: '0' }],
      },
      ...(diskBytes === undefined
        ? { Mounts: mounts(request.name) }
        : { Tmpfs: { '/var/lib/docker': `rw,exec,size=${diskBytes}` } }),
      RestartPolicy: { Name: 'unless-stopped' },
      LogConfig: { Type: 'json-file', Config: { 'max-size': '5m' } },
    },
  };
}

/** What a host keeps when its container is made anew: a volume each, which begins with what the image has there. */
const kept = { docker: '/var/lib/docker', haproxy: '/etc/haproxy', plab: '/var/lib/plab' } as const;

/** The names of a host's volumes. */
export function volumesOf(name: string): Readonly<Record<keyof typeof kept, string>> {
  return { docker: `${name}-docker`, haproxy: `${name}-haproxy`, plab: `${name}-plab` };
}

function mounts(name: string): Docker.MountSettings[] {
  const volumes = volumesOf(name);
  return (['docker', 'haproxy', 'plab'] as const).map((part) => ({
    Type: 'volume',
    Source: volumes[part],
    Target: kept[part],
  }));
}

/** Rights that a container with an engine of its own needs. */
export const privileges: Readonly<Record<Privilege, Docker.HostConfig>> = {
  privileged: { Privileged: true },
  // For engines that lack CAP_SYS_RESOURCE themselves and so cannot give everything.
  capabilities: {
    CapAdd: ['ALL'],
    CapDrop: ['SYS_RESOURCE'],
    SecurityOpt: ['seccomp=unconfined', 'apparmor=unconfined'],
    MaskedPaths: [],
    ReadonlyPaths: [],
    DeviceCgroupRules: ['a *:* rwm'],
    Binds: ['/sys/fs/cgroup:/sys/fs/cgroup:rw'],
  },
};
