import { PlabError } from '@pipeline-lab/image';
import type { Host } from './host/host.ts';

export { PlabError };

export type DeployErrorCode =
  | 'PLAB_DEPLOY_FILE'
  | 'PLAB_NO_DESTINATION'
  | 'PLAB_NO_GROUP'
  | 'PLAB_NO_ROLE'
  | 'PLAB_SECRET'
  | 'PLAB_SSH_REFUSED'
  | 'PLAB_SSH_DENIED'
  | 'PLAB_SSH_FORWARDING'
  | 'PLAB_SSH_ADDRESS'
  | 'PLAB_HOST_KEY'
  | 'PLAB_HOST_KEY_UNKNOWN'
  | 'PLAB_HOST_KEY_CHANGED'
  | 'PLAB_PREFLIGHT'
  | 'PLAB_PROMOTE'
  | 'PLAB_SUDO'
  | 'PLAB_SETUP'
  | 'PLAB_SETUP_UNSUPPORTED'
  | 'PLAB_SETUP_LOCKOUT'
  | 'PLAB_LOCKED'
  | 'PLAB_STATE_UNWRITABLE'
  | 'PLAB_HOST_COMMAND'
  | 'PLAB_HOST_ENGINE'
  | 'PLAB_HOST_ARCHITECTURE'
  | 'PLAB_HOST_DISK_FULL'
  | 'PLAB_SHIP'
  | 'PLAB_NO_SLOT'
  | 'PLAB_NOT_HEALTHY'
  | 'PLAB_PROXY'
  | 'PLAB_PROXY_TAKEN'
  | 'PLAB_CERTIFICATE'
  | 'PLAB_RELEASE_COMMAND'
  | 'PLAB_HOOK'
  | 'PLAB_WATCH'
  | 'PLAB_WENT_BACK'
  | 'PLAB_CLEAN_UP'
  | 'PLAB_NO_RELEASE'
  | 'PLAB_NOT_DEPLOYED'
  | 'PLAB_IMAGE_MISSING'
  | 'PLAB_NOT_ATTESTED'
  | 'PLAB_ATTESTED_OTHER'
  | 'PLAB_SWARM_CANNOT'
  | 'PLAB_SWARM_NODES'
  | 'PLAB_SWARM_UPDATE'
  | 'PLAB_SWARM_SILENT';

interface Entry {
  readonly what: string;
  readonly hint: string;
}

/** Every error of a deployment: what happened (`{where}`, `{detail}` filled in) and what to do next. */
const catalogue: Readonly<Record<DeployErrorCode, Entry>> = {
  PLAB_DEPLOY_FILE: { what: '{where}: {detail}', hint: 'Correct the file; docs/deploy.md lists every key.' },
  PLAB_NO_DESTINATION: {
    what: '{where} has no destination {detail}',
    hint: 'Name one that deploy.yml lists.',
  },
  PLAB_NO_GROUP: { what: '{where}: {detail}', hint: 'Name the destination alone, or one of its groups.' },
  PLAB_NO_ROLE: { what: 'the release on {where} has no role {detail}', hint: 'Name one of these.' },
  PLAB_SECRET: {
    what: 'the secret variable {where} has no value: {detail}',
    hint: 'Nothing was deployed. `secrets` in deploy.yml says where each value comes from.',
  },
  PLAB_SSH_REFUSED: {
    what: 'cannot reach {where} over SSH: {detail}',
    hint: 'Is the host up, and does its SSH server listen? `{ssh} true` takes the same way.',
  },
  PLAB_SSH_DENIED: {
    what: '{where} refuses the SSH login: {detail}',
    hint: 'Check the user and the key with `{ssh} -v true`.',
  },
  PLAB_SSH_FORWARDING: {
    what: '{where} forbids SSH forwarding: {detail}',
    hint: 'Set `AllowTcpForwarding yes` and `AllowStreamLocalForwarding yes` for the user in sshd_config there.',
  },
  PLAB_SSH_ADDRESS: {
    what: 'the SSH server of {where} does not lead to {detail}',
    hint: 'An earlier version has set the host up for fewer addresses: run `./plab host setup` for it once more. What `permitopen` or `PermitOpen` allow otherwise is yours to extend.',
  },
  PLAB_HOST_KEY: {
    what: 'the host key of {where} is not the pinned one: {detail}',
    hint: 'Find out why before you trust it: `ssh-keygen -F {where}` shows the pinned key.',
  },
  PLAB_HOST_KEY_UNKNOWN: {
    what: 'the host key of {where} is not known yet: {detail}',
    hint: 'Compare it with what the host’s console or its provider shows; `./plab host check {where}` pins it once you say yes, and `--accept-host-key SHA256:…` where nobody can be asked.',
  },
  PLAB_HOST_KEY_CHANGED: {
    what: 'the host key of {where} has changed: {detail}',
    hint: 'Somebody may stand between you and the host, so nothing was done. If the host was made anew, remove its pinned line and run this again.',
  },
  PLAB_PREFLIGHT: {
    what: '{where} problems were found before anything was done:\n{detail}',
    hint: 'Correct each as it says; `./plab host check` looks again.',
  },
  PLAB_PROMOTE: {
    what: 'there is no one release to promote on {where}: {detail}',
    hint: 'Deploy to the first destination until all its hosts serve the same; `./plab status` shows each.',
  },
  PLAB_SUDO: {
    what: '{where} asks for a password when {detail} becomes root',
    hint: 'Log in as root, or on the host as root: `echo "{detail} ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/{detail}`.',
  },
  PLAB_SETUP: {
    what: '{where} could not be set up: {detail}',
    hint: 'Correct the cause, then run this again: what is done stays done.',
  },
  PLAB_SETUP_UNSUPPORTED: {
    what: '{where} runs {detail}, which `plab host setup` does not know',
    hint: 'It knows Debian, Ubuntu and Amazon Linux 2023. docs/host.md lists what a host of another kind needs.',
  },
  PLAB_SETUP_LOCKOUT: {
    what: '{where} would not have let us in again, and is as it was before: {detail}',
    hint: '`{ssh} true` takes the same way. Which port does its SSH server listen on, and does something between close it?',
  },
  PLAB_LOCKED: {
    what: 'a deployment already runs on {where}: {detail}',
    hint: 'Wait for it to end, then run this again. The lock ends with its holder.',
  },
  PLAB_STATE_UNWRITABLE: {
    what: 'cannot write {detail} on {where}',
    hint: 'On the host: `sudo install -d -o $USER /var/lib/plab`.',
  },
  PLAB_HOST_COMMAND: {
    what: 'a command failed on {where}: {detail}',
    hint: 'Correct the cause on the host, then deploy again; `./plab status` tells what serves.',
  },
  PLAB_HOST_ENGINE: {
    what: 'the Docker engine of {where} does not answer: {detail}',
    hint: 'On the host: `docker info`; start the engine, then deploy again.',
  },
  PLAB_HOST_ARCHITECTURE: {
    what: '{where} cannot run the image: {detail}',
    hint: 'Build the image for the host, or deploy to another one.',
  },
  PLAB_HOST_DISK_FULL: {
    what: 'not enough disk space on {where}: {detail}',
    hint: 'Free space there (`docker system df` shows what takes it), then deploy again.',
  },
  PLAB_SHIP: {
    what: 'could not ship the image to {where}: {detail}',
    hint: 'Deploy again: layers that have arrived are kept.',
  },
  PLAB_NO_SLOT: {
    what: 'all 10 release addresses on {where} are taken',
    hint: 'Lower `keep` in deploy.yml, or remove old containers there.',
  },
  PLAB_NOT_HEALTHY: {
    what: 'the new release did not become healthy on {where}: {detail}',
    hint: 'Nothing was switched. Run the image here and ask its health path, or read its log above.',
  },
  PLAB_PROXY: {
    what: 'the proxy of {where} refused: {detail}',
    hint: 'On the host: `haproxy -c -f /etc/haproxy/haproxy.cfg` and the log of haproxy.',
  },
  PLAB_PROXY_TAKEN: {
    what: 'the proxy of {where} serves something else: {detail}',
    hint: 'Give the application a host name or a path of its own (`proxy` in deploy.yml). What others wrote into haproxy.cfg has to go elsewhere: a deployment writes the whole file.',
  },
  PLAB_RELEASE_COMMAND: {
    what: 'the release command failed on {where}: {detail}',
    hint: 'Nothing was switched; its last lines are above. `release` in deploy.yml names it.',
  },
  PLAB_HOOK: {
    what: 'the hook {where} failed: {detail}',
    hint: 'Run it by hand in the folder of deploy.yml; `hooks` there names it.',
  },
  PLAB_CERTIFICATE: {
    what: 'no certificate for {where}: {detail}',
    hint: 'Nothing was switched. An authority asks http://<name>/.well-known/acme-challenge/… on port 80 of the hosts; one of your own needs the PEM of certificate, chain and key.',
  },
  PLAB_WATCH: {
    what: 'the new release failed after the switch on {where}: {detail}',
    hint: 'The old release serves again. Correct the cause, then deploy again.',
  },
  PLAB_WENT_BACK: {
    what: '{where} goes back to the old release by itself: {detail}',
    hint: 'It does so when it loses its deployer. See to the connection, then deploy again; `./plab status` tells what serves.',
  },
  PLAB_CLEAN_UP: {
    what: 'the new release serves, but what is old could not be put away on {where}: {detail}',
    hint: 'The next deployment does it; `./plab status` tells what serves and what is kept.',
  },
  PLAB_NO_RELEASE: {
    what: 'no earlier release to go back to on {where}',
    hint: '`./plab status` lists the releases that are kept.',
  },
  PLAB_NOT_DEPLOYED: {
    what: 'there is no release {detail} on {where}',
    hint: '`./plab releases` lists those that are kept; `./plab deploy` makes one.',
  },
  PLAB_IMAGE_MISSING: { what: 'there is no image {detail} here', hint: 'Build it first: `./plab build`.' },
  PLAB_NOT_ATTESTED: {
    what: 'no signed statement says where {where} comes from: {detail}',
    hint: 'Nothing was done. Build it with `./plab build` where the project’s key is, or name the file of its statements: `--provenance FILE`.',
  },
  PLAB_ATTESTED_OTHER: {
    what: '{where} has another image under the release’s name than the signed one: {detail}',
    hint: 'Find out who put it there; a container that runs it is removed with `docker rm -f`, and the next deployment makes another. An engine that keeps images in containerd’s store needs SSH forwarding (`./plab host check`).',
  },
  PLAB_SWARM_CANNOT: {
    what: '{where} goes to Docker Swarm, which cannot do what is asked:\n{detail}',
    hint: 'Nothing was done. docs/swarm.md says what each engine can do.',
  },
  PLAB_SWARM_NODES: {
    what: 'the hosts are not the nodes of one swarm: {where} {detail}',
    hint: 'Nothing was done. `docker node ls` on a manager shows the nodes; docs/swarm.md sets a swarm up.',
  },
  PLAB_SWARM_UPDATE: {
    what: 'the new release did not get to serve on the swarm of {where}: {detail}',
    hint: 'What served before serves. Correct the cause, then deploy again; `./plab status` tells what serves.',
  },
  PLAB_SWARM_SILENT: {
    what: 'no manager of the swarm of {where} answers: {detail}',
    hint: 'The containers go on as they are. A swarm needs more than half of its managers: `docker node ls` on one that runs, then deploy again.',
  },
};

/** An error of the catalogue: `where` is a host or a file position, `detail` what was seen. */
export function fail(code: DeployErrorCode, where: string | Host, detail = '', cause?: unknown): PlabError {
  const host = typeof where === 'string' ? { name: where, target: where } : where;
  const fill = (text: string): string =>
    text
      .replaceAll('{where}', host.name)
      .replaceAll('{ssh}', sshCommand(host))
      .replaceAll('{detail}', detail);
  const { what, hint } = catalogue[code];
  return new PlabError(code, fill(what), fill(hint), cause === undefined ? undefined : { cause });
}

/** The same error with more to say; the first one is its cause. */
export function withMore(error: PlabError, more: string): PlabError {
  return new PlabError(error.code, `${error.message}; ${more}`, error.hint, { cause: error });
}

/** The command with which a person reaches the host as we do. */
function sshCommand({ target, port, sshConfigFile }: Host): string {
  const file = sshConfigFile === undefined ? '' : ` -F ${sshConfigFile}`;
  return `ssh${file}${port === undefined ? '' : ` -p ${port}`} ${target}`;
}
