import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Site } from '../build/build.ts';
import { environmentAt } from '../build/site.ts';
import { StepFailure } from '../errors.ts';
import { exportsOf } from '../ssh/exports.ts';
import { temporaryFolder } from '../workspace/temporary.ts';
import type { Secret } from './secret.ts';

/** A real ssh-agent on the node of a site; it ends when disposed, and with this process. */
export interface KeyAgent extends AsyncDisposable {
  /** What tells programs of it. */
  readonly env: Readonly<Record<'SSH_AUTH_SOCK' | 'SSH_AGENT_PID', string>>;
  /** Rejects with a StepFailure that holds what ssh-add said. */
  add(secret: Extract<Secret, { type: 'sshUserPrivateKey' }>): Promise<void>;
}

/**
 * Runs an agent until the end of the input. Its socket is where containers have it too, unless that is longer than the
 * path of a socket may be.
 */
const served = `
umask 077
mkdir -p "\${1%/*}"
if [ "\${#1}" -lt 100 ]; then set -- -a "$1"; else set --; fi
exec 3<&0
ssh-agent -D "$@" 3<&- &
agent=$!
{ cat <&3; kill "$agent"; } >/dev/null 2>&1 &
guard=$!
exec 3<&-
wait "$agent"
kill "$guard" 2>/dev/null
`;

/** Key and passphrase come through stdin: they are in no argument and in no file. */
const added = `
eval "$(cat)"
key=$PLAB_KEY
unset PLAB_KEY
if [ -n "\${PLAB_SSH_PASSPHRASE+x}" ]; then
  SSH_ASKPASS=$(mktemp "\${SSH_AUTH_SOCK%/*}/ask-XXXXXX") && chmod 700 "$SSH_ASKPASS" || exit
  trap 'rm -f "$SSH_ASKPASS"' EXIT
  printf '#!/bin/sh\\nprintf %%s "$PLAB_SSH_PASSPHRASE"\\n' >"$SSH_ASKPASS"
  export SSH_ASKPASS SSH_ASKPASS_REQUIRE=force
fi
printf '%s\\n' "$key" | ssh-add -q -
`;

/** Starts an agent. Rejects with a StepFailure where there is none to be started. */
export async function startKeyAgent(site: Site): Promise<KeyAgent> {
  const socket = join(temporaryFolder(site), `agent-${randomUUID().slice(0, 8)}`);
  const child = start(site, ['sh', '-c', served, 'sh', socket]);
  const ended = once(child, 'exit');
  child.stdin?.on('error', () => undefined);
  const { pid } = child;
  if (pid !== undefined) site.build.guard.started(pid);
  const env = await Promise.race([announced(child), ended.then(() => undefined)]).catch(() => undefined);
  if (env === undefined)
    throw new StepFailure('ssh-agent cannot be started', 'Install OpenSSH’s client on the agent.');
  return {
    env,
    add: async ({ key, passphrase }) => await add(site, env, key, passphrase),
    async [Symbol.asyncDispose]() {
      child.stdin?.end();
      await ended;
      if (pid !== undefined) site.build.guard.ended(pid);
    },
  };
}

function start(site: Site, [program, ...args]: readonly [string, ...string[]]): ChildProcess {
  if (site.remote !== undefined) return site.remote.start([program, ...args]);
  // In a group of its own: it ends when we say so, or the guard does.
  return spawn(program, args, {
    env: environmentAt(site),
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
}

async function announced({ stdout }: ChildProcess): Promise<KeyAgent['env'] | undefined> {
  let said = '';
  for await (const chunk of stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    said += String(chunk);
    const [, SSH_AUTH_SOCK, SSH_AGENT_PID] = /SSH_AUTH_SOCK=([^;]+);[^]*Agent pid (\d+)/.exec(said) ?? [];
    if (SSH_AUTH_SOCK !== undefined && SSH_AGENT_PID !== undefined) return { SSH_AUTH_SOCK, SSH_AGENT_PID };
  }
  return undefined;
}

async function add(site: Site, env: KeyAgent['env'], key: string, passphrase?: string): Promise<void> {
  const secrets = passphrase === undefined ? {} : { PLAB_SSH_PASSPHRASE: passphrase };
  const input = Buffer.from(exportsOf({ ...env, ...secrets, PLAB_KEY: key.trimEnd() }));
  const words = ['sh', '-c', added] as const;
  try {
    if (site.remote === undefined) await ask(words, environmentAt(site), input);
    else await site.remote.ask(words, input);
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new StepFailure(`ssh-add did not take the key: ${what}`, 'Check the key and its passphrase.', {
      cause,
    });
  }
}

async function ask(
  [program, ...args]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
  input: Buffer,
): Promise<void> {
  const child = spawn(program, args, { env, stdio: ['pipe', 'ignore', 'pipe'] });
  child.stdin.on('error', () => undefined).end(input);
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  if (code !== 0) throw new Error(said.trim() || `exit code ${code}`);
}
