import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));

/** A clone of the project with a lab of its own, live with its first build. */
export interface BenchLab {
  readonly repository: string;
  readonly url: string;
  /** What `./plab` gets to know this lab by. */
  readonly env: NodeJS.ProcessEnv;
  /** OpenSSH configuration that knows the host `production`. */
  readonly sshConfig: string;
  /** Runs `./plab`; `onOutput` sees each piece of what it says, with the milliseconds since the start. */
  readonly plab: (args: readonly string[], onOutput?: (text: string, ms: number) => void) => Promise<number>;
  /** Commits a change of one line of the app. */
  readonly change: () => void;
  readonly destroy: () => Promise<void>;
}

const port = 5731;

/**
 * Sets the lab up: engine, bases, host and a first deployment, so that everything after it is warm. `prepare` gets the
 * folder of the clone before that.
 */
export async function createBenchLab(
  prepare: (repository: string) => void = () => undefined,
): Promise<BenchLab> {
  const folder = mkdtempSync(join(tmpdir(), 'plab-bench-'));
  const repository = join(folder, 'shop');
  execFileSync('git', ['clone', '-q', project, repository]);
  prepare(repository);
  const namespace = `plab-bench-${process.pid}`;
  const state = join(folder, 'state');
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, XDG_STATE_HOME: state, PLAB_NAMESPACE: namespace, PLAB_URL: url };
  const plab: BenchLab['plab'] = async (args, onOutput = () => undefined) => {
    const began = performance.now();
    const child = spawn(join(repository, 'plab'), args, { cwd: repository, env });
    let said = '';
    const take = (chunk: Buffer): void => {
      said += chunk.toString();
      onOutput(said, performance.now() - began);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`plab ${args.join(' ')} ended with ${code}\n${said.slice(-3000)}`);
    return performance.now() - began;
  };
  let changes = 0;
  const lab: BenchLab = {
    repository,
    url,
    env,
    sshConfig: join(state, namespace, 'lab', 'ssh_config'),
    plab,
    change() {
      changes += 1;
      const file = join(repository, 'apps/task-api/src/http/problem.ts');
      const text = readFileSync(file, 'utf8').replace(
        /the server could not do this[^']*/,
        `the server could not do this ${changes}`,
      );
      writeFileSync(file, text);
      const author = ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost'];
      execFileSync('git', ['-C', repository, ...author, 'commit', '-q', '-a', '-m', `change ${changes}`]);
    },
    async destroy() {
      await plab(['down']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await plab(['up', '--port', String(port)]);
  return lab;
}

export const benchPort: number = port;
