import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { textOf } from '@pipeline-lab/groovy';
import { environmentAt } from '../../build/build.ts';
import { sshAskpass } from '../../credentials/askpass.ts';
import { hide, withSecretFolder } from '../../credentials/bindings.ts';
import { StepFailure } from '../../errors.ts';
import { said } from '../tell.ts';
import { defineStep, runBody, type Step } from '../step.ts';

/** A real ssh-agent for the block. Keys go in through stdin: they are in no argument and, without passphrase, no file. */
export const sshagent: Step = defineStep('sshagent', {
  needs: 'node',
  summary: ({ credentials }) => credentials.map(textOf).join(', '),
  async run(call) {
    const { site, args } = call;
    const env = environmentAt(site);
    // In the foreground, and in a group of its own: it ends when we say so, or the guard does.
    const agentProcess = spawn('ssh-agent', ['-D'], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    const { pid } = agentProcess;
    using guarded = new DisposableStack();
    if (pid !== undefined) {
      site.build.guard.started(pid);
      guarded.defer(() => site.build.guard.ended(pid));
    }
    const ended = once(agentProcess, 'exit');
    const [first] = (await Promise.race([once(agentProcess.stdout, 'data'), ended]).catch(
      (cause: unknown) => {
        throw new StepFailure('ssh-agent cannot be started', 'Install OpenSSH’s client.', { cause });
      },
    )) as [Buffer];
    const socket = /SSH_AUTH_SOCK=([^;]+)/.exec(String(first))?.[1] ?? '';
    const agent = { SSH_AUTH_SOCK: socket, SSH_AGENT_PID: String(agentProcess.pid) };
    said(call, '[ssh-agent] Started.');
    try {
      for (const id of args.credentials.map(textOf)) {
        const secret = await site.build.credentials
          .findAs(id, 'sshUserPrivateKey')
          .catch((error: unknown) => {
            if (args.ignoreMissing === true) return undefined;
            throw error;
          });
        if (secret === undefined) continue;
        hide(site, id, secret);
        await withSecretFolder(site, async (folder) => {
          const ask = await sshAskpass(secret.passphrase, folder);
          await run('ssh-add', ['-q', '-'], { ...env, ...agent, ...ask }, `${secret.key.trimEnd()}\n`);
        });
        said(call, `[ssh-agent] Using credentials ${secret.username} (${id})`);
      }
      return await runBody(call, { ...site, env: { ...site.env, ...agent } });
    } finally {
      agentProcess.kill();
      await ended;
      said(call, '[ssh-agent] Stopped.');
    }
  },
});

async function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  input = '',
): Promise<string> {
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined).end(input);
  const ended = once(child, 'close').catch((cause: unknown) => {
    throw new StepFailure(`${program} cannot be started`, 'Install OpenSSH’s client.', { cause });
  });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code === 0) return stdout;
  throw new StepFailure(
    `${program} ended with exit code ${code}: ${stderr.trim()}`,
    'Check the key and its passphrase.',
  );
}
