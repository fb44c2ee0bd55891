import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../command.ts';
import { PlabError } from '../errors.ts';
import { dockerSocket } from './candidates.ts';
import { connectEngine, firstAnswering } from './connect.ts';
import { startDaemon } from './daemon.ts';
import type { Engine, Environment, Say } from './engine.ts';
import { hasApt, thisPlatform } from './platform.ts';

/** Time (ms) that Docker may take from listening to its first answer. */
const startTime = 120_000;

export interface EnsureEngineOptions {
  readonly env: Environment;
  readonly say: Say;
  readonly signal: AbortSignal;
  /** Folder for the log of an engine that is started here. */
  readonly stateDir: string;
}

/**
 * The engine that answers. When none does, as root on Debian or Ubuntu, installs Docker by apt and starts it: through
 * systemd where it runs, by hand otherwise. Throws PLAB_NO_ENGINE elsewhere, PLAB_COMMAND when apt or systemctl
 * fails, PLAB_ENGINE_START when Docker ends instead of answering.
 */
export async function ensureEngine(options: EnsureEngineOptions): Promise<Engine> {
  try {
    return await connectEngine(options.env);
  } catch (error) {
    if (!isNoEngine(error) || !mayInstall()) throw error;
  }
  if (!isInstalled(options.env)) {
    await install(options);
    // The package may have started it.
    const engine = await connectEngine(options.env).catch(noEngineYet);
    if (engine !== undefined) return engine;
  }
  return await start(options);
}

/** Installs packages by apt, without those that are only recommended. */
export async function aptInstall(packages: readonly string[], signal: AbortSignal): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { signal, env });
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { signal, env });
}

/** Whether this process may install Debian packages. */
export function mayInstall(): boolean {
  const platform = thisPlatform();
  return platform.root && hasApt(platform);
}

async function install({ say, signal }: EnsureEngineOptions): Promise<void> {
  say('no container engine answers here: installing docker.io and iptables by apt');
  await aptInstall(['docker.io', 'iptables'], signal);
}

async function start({ say, signal, stateDir }: EnsureEngineOptions): Promise<Engine> {
  if (existsSync('/run/systemd/system')) {
    say('starting Docker (systemctl enable --now docker)');
    await run('systemctl', ['enable', '--now', 'docker'], { signal });
    return await askDocker();
  }
  const logFile = join(stateDir, 'dockerd.log');
  say(`starting dockerd, log in ${logFile}`);
  return await startDaemon({
    command: 'dockerd',
    args: [],
    socket: dockerSocket,
    logFile,
    ask: askDocker,
    signal,
  });
}

async function askDocker(): Promise<Engine> {
  return await firstAnswering([`unix://${dockerSocket}`], startTime);
}

/** The engine is of no use without iptables, which its package only recommends. */
function isInstalled(env: Environment): boolean {
  const folders = [...(env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin', '/usr/bin'];
  const has = (program: string): boolean =>
    folders.some((folder) => folder !== '' && existsSync(join(folder, program)));
  return has('dockerd') && has('iptables');
}

function isNoEngine(error: unknown): boolean {
  return error instanceof PlabError && error.code === 'PLAB_NO_ENGINE';
}

function noEngineYet(error: unknown): undefined {
  if (!isNoEngine(error)) throw error;
}
