import { access } from 'node:fs/promises';
import { join } from 'node:path';
import {
  addressesOf,
  type AppConfig,
  type Destination,
  destinationOf,
  groupsOf,
  type Host,
  hostsOf,
  loadDeployFile,
  parseHost,
  sshOf,
} from '@pipeline-lab/deploy';
import type { Context } from './context.ts';
import { badUsage } from './errors.ts';

export interface ChosenDestination {
  readonly name: string;
  readonly app: AppConfig;
  readonly destination: Destination;
  readonly hosts: readonly Host[];
}

/**
 * Reads deploy.yml in the present folder and finds a destination in it; without a name, the only one. `name/group` means
 * the hosts of one of its groups.
 */
export async function chooseDestination(
  context: Context,
  wanted: string | undefined,
): Promise<ChosenDestination> {
  const file = await loadDeployFile(join(context.cwd, 'deploy.yml'));
  const names = Object.keys(file.destinations);
  const [name = '', group] = (wanted ?? names[0] ?? '').split('/', 2);
  if (wanted === undefined && names.length !== 1)
    throw badUsage(`deploy.yml has ${names.length} destinations`, `Name one: ${names.join(', ')}.`);
  const { app, destination } = destinationOf(file, name);
  const way = await wayTo(context, app);
  const hosts = hostsOf(destination.hosts, name, group).map((text) =>
    hostAt(text, { ...way, groups: groupsOf(destination.hosts, text) }),
  );
  return { name, app, destination, hosts };
}

/** The application of deploy.yml and a host that a command names: as `[user@]host[:port]`, whether it is in there or not. */
export async function chooseHost(
  context: Context,
  text: string,
): Promise<{ readonly app: AppConfig; readonly host: Host }> {
  const { destinations: _, ...app } = await loadDeployFile(join(context.cwd, 'deploy.yml'));
  return { app, host: hostAt(text, await wayTo(context, app)) };
}

/**
 * Addresses and networks of the nodes that a host is one of, by the destinations of deploy.yml whose engine is a swarm;
 * undefined for one that is in none.
 */
export async function swarmNodesWith(context: Context, host: Host): Promise<string[] | undefined> {
  const file = await loadDeployFile(join(context.cwd, 'deploy.yml'));
  const nodes = await Promise.all(
    Object.entries(file.destinations).map(async ([name, { engine, hosts: list, swarm }]) => {
      const way = await wayTo(context, destinationOf(file, name).app);
      const hosts = hostsOf(list, name).map((text) => hostAt(text, way));
      if (engine !== 'swarm' || !hosts.some((each) => each.name === host.name)) return undefined;
      return swarm.nodes ?? (await Promise.all(hosts.map(addressesOf))).flat();
    }),
  );
  const found = nodes.filter((each) => each !== undefined);
  return found.length === 0 ? undefined : [...new Set(found.flat())];
}

/** The hosts of a destination of deploy.yml, or one host; without a text, those of the only destination. */
export async function chooseHosts(
  context: Context,
  text: string | undefined,
): Promise<{ readonly app: AppConfig; readonly hosts: readonly Host[] }> {
  const { destinations } = await loadDeployFile(join(context.cwd, 'deploy.yml'));
  if (text === undefined || Object.hasOwn(destinations, text.replace(/\/.*/, '')))
    return await chooseDestination(context, text);
  const { app, host } = await chooseHost(context, text);
  return { app, hosts: [host] };
}

/** The public address: the destination's own, or what PLAB_URL says (`up` sets it for another port). */
export function publicUrl(context: Context, { name, destination }: ChosenDestination): string {
  const url = context.env['PLAB_URL'] ?? destination.url;
  if (url === undefined)
    throw badUsage(`the destination ${name} has no url in deploy.yml`, 'Add `url: https://…` to it.');
  return url.replace(/\/$/, '');
}

type Way = Omit<Host, 'name' | 'target' | 'port'>;

function hostAt(text: string, way: Way): Host {
  const host = parseHost(text, way);
  if (host === undefined) throw badUsage(`“${text}” is not a host`, 'Write [user@]host[:port].');
  return host;
}

/** What deploy.yml says of SSH, and the pinned host keys of this project, which stand beside it. */
async function wayTo(context: Context, { ssh }: AppConfig): Promise<Way> {
  const sshConfigFile = await sshConfig(context);
  return {
    knownHostsFile: join(context.cwd, '.plab', 'known_hosts'),
    ...(sshConfigFile === undefined ? {} : { sshConfigFile }),
    ...sshOf(ssh, context.cwd),
  };
}

/** The SSH configuration that knows the lab's hosts and includes the user's own; absent without a lab. */
async function sshConfig(context: Context): Promise<string | undefined> {
  const file = context.env['PLAB_SSH_CONFIG'] ?? join(context.stateFolder, 'lab', 'ssh_config');
  return await access(file).then(
    () => file,
    () => undefined,
  );
}
