import { replicas, slotAddress, slots } from '../../host/slot.ts';
import { proxyMasterSocket, proxyRuntimeSocket } from '../../proxy/sockets.ts';

export const forcedCommandFile = '/usr/local/lib/plab/deployment';

/**
 * What the key of deployments may run: their command channel. It keeps the key from a shell and from file transfer
 * by mistake; it is no wall, since the channel runs what a deployment says, and Docker's socket is root.
 */
export const forcedCommand: string = `#!/bin/sh
# Written by plab host setup: the only command of the key that deployments log in with.
case \${SSH_ORIGINAL_COMMAND-} in
  "'sh' '-c' '"*"' 'sh' '/var/lib/plab/"*)
    logger -t plab "deployment channel for \${SSH_CONNECTION-}" 2>/dev/null
    exec sh -c "$SSH_ORIGINAL_COMMAND" ;;
  *)
    echo 'this key is for deployments by plab: it has no shell and no file transfer' >&2
    exit 1 ;;
esac
`;

/** A line of `authorized_keys` (sshd(8)) that allows what a deployment of `app` needs, and nothing else. */
export function authorizedKey(app: string, publicKey: string): string {
  // sshd compares the path of a unix socket with the same list; brackets keep its slashes and stand for no address.
  const sockets = ['/var/run/docker.sock', proxyRuntimeSocket, proxyMasterSocket].map((path) => `[${path}]`);
  const targets = [
    ...sockets,
    ...slots.flatMap((slot) => replicas.map((replica) => slotAddress(app, slot, replica))),
  ];
  const options = [
    'restrict',
    'port-forwarding',
    ...targets.map((target) => `permitopen="${target}:*"`),
    'permitlisten="127.0.0.1:*"',
    `command="${forcedCommandFile}"`,
  ];
  return `${options.join(',')} ${publicKey.trim()}`;
}
