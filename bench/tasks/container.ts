import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { extraCertificates } from '../../packages/image/src/build/certificates.ts';

const execute = promisify(execFile);
const project = fileURLToPath(new URL('../..', import.meta.url));
const image = `plab-bench-task-api:${process.pid}`;
/** Megabytes. */
export const memoryLimit = 96;
const least = ['--read-only', '--tmpfs', '/tmp', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'];
const memory = ['-m', `${memoryLimit}m`, '--memory-swap', `${memoryLimit}m`];
/** As it is run in production, and with the network of the machine: what a bridge costs is not the service's. */
const common = [...least, ...memory, '-v', '/data', '--network', 'host'];

export async function docker(...args: string[]): Promise<string> {
  return (await execute('docker', args)).stdout.trim();
}

/** From the Dockerfile, as anybody would; `BASE_IMAGE` of the environment names another base. */
export async function build(): Promise<void> {
  const { BASE_IMAGE: base = '' } = process.env;
  const args = [...(base === '' ? [] : [`BASE_IMAGE=${base}`]), `EXTRA_CA=${extraCertificates()}`];
  const file = ['-f', `${project}apps/task-api/Dockerfile`];
  await docker('build', '-q', '-t', image, ...file, ...args.flatMap((arg) => ['--build-arg', arg]), project);
}

/** Starts the service on a port of this machine alone; gives the container's id. */
export async function run(port: number): Promise<string> {
  const listen = ['-e', 'HOST=127.0.0.1', '-e', `PORT=${port}`];
  return await docker('run', '-d', ...common, ...listen, image);
}

/** Runs `node -e 0` in the same image until its end. */
export async function runEmpty(name: string): Promise<void> {
  await docker('run', '--name', name, ...common, image, 'node', '-e', '0');
}

export async function removeImage(): Promise<void> {
  await docker('rmi', '-f', image);
}
