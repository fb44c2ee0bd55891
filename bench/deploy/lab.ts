import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectEngine, ensureDebianBase, ensureNodeBase } from '@pipeline-lab/image';
import { createLab, type TestLab } from '../../packages/cli/test/lab.ts';

const command = fileURLToPath(new URL('../../plab', import.meta.url));
const { signal } = new AbortController();

/** A throw-away host, as the tests have them, with the base images that this machine has or can make. */
export async function benchLab(options: Parameters<typeof createLab>[0] = {}): Promise<TestLab> {
  const engine = await connectEngine(process.env);
  const base = { say: (text: string) => console.error(text), signal, stateDir: tmpdir() };
  process.env['DEBIAN_BASE'] ??= await ensureDebianBase(engine, base);
  process.env['BASE_IMAGE'] ??= await ensureNodeBase(engine, base);
  return await createLab(options);
}

/** A folder with a `deploy.yml`, where `./plab` is run as people run it: a process for each command. */
export interface Project {
  /** Gives the milliseconds that it took; throws unless it ends with `code`, 0 when absent. */
  readonly plab: (args: readonly string[], code?: number) => Promise<number>;
}

/** `file`: deploy.yml but for its destination, which is `production`. */
export async function projectFor(
  lab: TestLab,
  file: string,
  reached: { readonly sshConfigFile: string; readonly hosts?: readonly string[] } = lab.host,
): Promise<Project> {
  const cwd = await mkdtemp(join(lab.stateDir, 'project-'));
  const { hosts = [lab.host.host.name] } = reached;
  const destination = `destinations: { production: { hosts: [${hosts.join(', ')}] } }\n`;
  await writeFile(join(cwd, 'deploy.yml'), `app: ${lab.app.app}\nport: 5000\n${file}\n${destination}`);
  const state = join(lab.stateDir, 'state');
  const env = { ...process.env, XDG_STATE_HOME: state, PLAB_SSH_CONFIG: reached.sshConfigFile };
  return {
    async plab(args, expected = 0) {
      const began = performance.now();
      const child = spawn(command, args, { cwd, env });
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (text: Buffer) => {
          said += text.toString();
        });
      const [code] = (await once(child, 'close')) as [number | null];
      if (code !== expected)
        throw new Error(`plab ${args.join(' ')} ended with ${code}, not ${expected}\n${said.slice(-3000)}`);
      return performance.now() - began;
    },
  };
}

/** Milliseconds from the start of `begin` until the public address answers with `wanted`; waits for the end of `begin`, too. `seen` is called in between. */
export async function untilAnswered(
  url: string,
  wanted: string,
  begin: () => Promise<unknown>,
  seen: () => void = () => undefined,
): Promise<number> {
  const began = performance.now();
  let over = false;
  const ended = begin().finally(() => {
    over = true;
  });
  ended.catch(() => undefined);
  for (;;) {
    const last = over;
    const answer = await fetch(url).then(async (response) => await response.text(), String);
    if (answer === wanted) break;
    if (last) throw new Error(`it ended, and ${answer.slice(0, 200)} answers`, { cause: await ended });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const taken = performance.now() - began;
  seen();
  await ended;
  return taken;
}
