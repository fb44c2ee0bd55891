/**
 * A server that is reached over SSH. `target` is what one gives to `ssh` (an alias of the SSH configuration,
 * `host` or `user@host`); `sshConfigFile` replaces the user's own configuration file. `knownHostsFile` has the host keys
 * that were pinned for this project; those that the user's and the machine's own files have count as well. Connections go
 * through `jump`, and offer `identityFile` alone, where there is one.
 */
export interface Host {
  readonly name: string;
  readonly target: string;
  readonly port?: number;
  readonly sshConfigFile?: string;
  readonly knownHostsFile?: string;
  readonly identityFile?: string;
  readonly jump?: string;
  /** The groups of its destination that it is in. */
  readonly groups?: readonly string[];
}

const form =
  /^(?:(?<user>[A-Za-z_][\w.-]*)@)?(?<address>[A-Za-z0-9][\w.-]*|\[[0-9A-Fa-f:.]+\])(?::(?<port>\d{1,5}))?$/;

/** Reads `[user@]host[:port]`, as `deploy.yml` writes a host; undefined when it has another form. */
export function parseHost(text: string, way: Omit<Host, 'name' | 'target' | 'port'> = {}): Host | undefined {
  const { user, address, port } = form.exec(text)?.groups ?? {};
  if (address === undefined) return undefined;
  const target = user === undefined ? address : `${user}@${address}`;
  return {
    name: address.replace(/^\[|\]$/g, ''),
    target,
    ...(port === undefined ? {} : { port: Number(port) }),
    ...way,
  };
}
