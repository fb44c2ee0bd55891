import type Docker from 'dockerode';
import type { LabHost } from './host/create.ts';
import { inside } from './host/inside.ts';

type Target = Pick<LabHost, 'containerId'>;

/** Kills the host's Docker engine; it stays away until {@link reviveEngine}. */
export async function killEngine(docker: Docker, host: Target): Promise<void> {
  await inside(docker, host, 'touch /run/lab/hold-dockerd; pkill -9 -x dockerd; rm -f /run/docker.sock');
}

/** Lets the engine come back and waits until it answers. */
export async function reviveEngine(docker: Docker, host: Target): Promise<void> {
  await inside(
    docker,
    host,
    'rm -f /run/lab/hold-dockerd; until docker version >/dev/null 2>&1; do sleep 0.1; done',
  );
}

/** Restarts the host's Docker engine, as an upgrade of it does, and waits until it answers. */
export async function restartEngine(docker: Docker, host: Target): Promise<void> {
  await inside(
    docker,
    host,
    'old=$(pidof dockerd); kill $old; while [ -e /proc/$old ]; do sleep 0.1; done; until docker version >/dev/null 2>&1; do sleep 0.1; done',
  );
}

/** Stops sshd: new connections are refused, open ones end. */
export async function refuseSsh(docker: Docker, host: Target): Promise<void> {
  await inside(
    docker,
    host,
    'touch /run/lab/hold-sshd; pkill -9 -x sshd; while [ -e /proc/$(cat /run/sshd.pid) ]; do sleep 0.05; done',
  );
}

/** Lets sshd come back. */
export async function acceptSsh(docker: Docker, host: Target): Promise<void> {
  await inside(
    docker,
    host,
    'rm -f /run/lab/hold-sshd /run/sshd.pid; until [ -e /run/sshd.pid ]; do sleep 0.05; done',
  );
}

/** Ends every SSH connection at once, as a network that fails does; new ones are accepted. */
export async function cutLinks(docker: Docker, host: Target): Promise<void> {
  await inside(docker, host, `pkill -9 -f '${sessions}'`);
}

/** Stops what serves the SSH connections: they stay open, and nothing gets through. */
export async function freezeLinks(docker: Docker, host: Target): Promise<void> {
  await inside(docker, host, `pkill -STOP -f '${sessions}'`);
}

/** Lets frozen connections go on; without complaint when they have ended. */
export async function thawLinks(docker: Docker, host: Target): Promise<void> {
  await inside(docker, host, `pkill -CONT -f '${sessions}' || :`);
}

/** The processes of open connections, by the names that sshd gives them. */
const sessions = '^sshd: deploy';

/** Kills the proxy; the host starts it again half a second later. */
export async function killProxy(docker: Docker, host: Target): Promise<void> {
  await inside(docker, host, 'pkill -9 -x haproxy');
}

/** What `systemctl reload haproxy` does: the master starts itself anew, with what is on the disk. */
export async function reloadProxy(docker: Docker, host: Target): Promise<void> {
  await inside(docker, host, 'kill -USR2 $(pgrep -o -x haproxy)');
}

/** Takes the power from the host. `createHost` of the same name gives it back; its ports are others then. */
export async function loseHost(docker: Docker, { containerId }: Target): Promise<void> {
  await docker.getContainer(containerId).kill();
}

/** Leaves `freeBytes` on the disk that holds the host's images. Only for hosts made with `diskBytes`. */
export async function fillDisk(docker: Docker, host: Target, freeBytes: number): Promise<void> {
  const script = `free=$(($(df -Pk /var/lib/docker | awk 'NR==2{print $4}') * 1024 - ${Math.floor(freeBytes)}))
    [ "$free" -gt 0 ] && fallocate -l "$free" /var/lib/docker/ballast`;
  await inside(docker, host, script);
}

export async function freeDisk(docker: Docker, host: Target): Promise<void> {
  await inside(docker, host, 'rm -f /var/lib/docker/ballast');
}
