import type { Host } from '../host/host.ts';
import { loaderScript } from './loader-script.ts';
import { quoteWord } from './quote.ts';

/** A local unix socket that leads to something on the host: its unix socket, or `address:port`. */
export interface Forward {
  readonly local: string;
  readonly remote: string;
}

export interface ChannelRequest {
  readonly host: Host;
  readonly forwards: readonly Forward[];
  /** Local TCP port that the host may reach on a loopback port of its own; the host chooses it when that is 0. */
  readonly reverse?: { readonly local: number; readonly remote: number };
  readonly folder: string;
  readonly mode: 'lock' | 'read';
  readonly owner: string;
  readonly token: string;
  /** SHA-256 of the channel script. */
  readonly program: string;
}

const options = [
  'BatchMode=yes',
  // The port that the host chose for the reverse forward is told at this level.
  'LogLevel=INFO',
  'StrictHostKeyChecking=yes',
  'ExitOnForwardFailure=yes',
  'ConnectTimeout=10',
  'ServerAliveInterval=5',
  'ServerAliveCountMax=3',
  'Compression=yes',
  'ControlMaster=no',
  'ControlPath=none',
  'StreamLocalBindUnlink=yes',
  'StreamLocalBindMask=0177',
];

/** The argv of the one `ssh` process that carries everything to a host. */
export function sshArguments(request: ChannelRequest): string[] {
  const { host, forwards, reverse } = request;
  const command = [
    'sh',
    '-c',
    loaderScript,
    'sh',
    request.folder,
    request.mode,
    request.owner,
    request.token,
    request.program,
  ];
  const { before, target } = targetArguments(host);
  return [
    ...before,
    '-T',
    ...[...options, ...knownHosts(host)].flatMap((option) => ['-o', option]),
    ...forwards.flatMap(({ local, remote }) => ['-L', `${local}:${remote}`]),
    ...(reverse === undefined ? [] : ['-R', `127.0.0.1:${reverse.remote}:127.0.0.1:${reverse.local}`]),
    '--',
    target,
    command.map(quoteWord).join(' '),
  ];
}

/** The project's pinned keys beside those of the machine; the user's own file stays what the configuration says. */
function knownHosts({ knownHostsFile }: Host): string[] {
  if (knownHostsFile === undefined) return [];
  const machine = '/etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2';
  return [`GlobalKnownHostsFile="${knownHostsFile}" ${machine}`];
}

/** The part of an `ssh` command line that says which host is meant: options, and the target that comes after all options. */
export function targetArguments(host: Host): { before: string[]; target: string } {
  const { sshConfigFile, identityFile, jump, port, target } = host;
  return {
    before: [
      ...(sshConfigFile === undefined ? [] : ['-F', sshConfigFile]),
      ...(identityFile === undefined ? [] : ['-i', identityFile, '-o', 'IdentitiesOnly=yes']),
      ...(jump === undefined ? [] : ['-J', jump]),
      ...(port === undefined ? [] : ['-p', String(port)]),
    ],
    target,
  };
}
