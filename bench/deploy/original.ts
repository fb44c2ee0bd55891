import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../original.sh', import.meta.url));

export interface OriginalRun {
  /** Milliseconds until its new container ran, and to its end. */
  readonly running: number;
  readonly ended: number;
  /** Size of the archive that it sent. */
  readonly bytes: number;
}

/** Deploys a built image by the original's method; `port` is where the application listens in its container. */
export async function runOriginal(
  sshConfigFile: string,
  host: string,
  image: string,
  port: number,
): Promise<OriginalRun> {
  const began = performance.now();
  const child = spawn(script, [sshConfigFile, host, image, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  let running = Number.NaN;
  child.stdout.on('data', (text: Buffer) => {
    said += text.toString();
    if (Number.isNaN(running) && said.includes('running')) running = performance.now() - began;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0 || Number.isNaN(running)) throw new Error(`original.sh ended with ${code}: ${said}`);
  return { running, ended: performance.now() - began, bytes: Number.parseInt(said, 10) };
}
