import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDebianBase, ensureEngine, ensureNodeBase, extraCertificates } from '@pipeline-lab/image';
import { ensureHostImage } from '@pipeline-lab/lab';
import type { Context } from '../context.ts';
import { notTheWorkspace } from '../errors.ts';
import { StageFailure } from './failure.ts';

export interface TestOptions {
  readonly all?: true;
  readonly unit?: true;
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const unitFiles = ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'scripts/**/*.test.ts'];
/** Takes long, and asks what changes seldom: every engine that Debian has, crashes under load. */
const exhaustiveFiles = ['packages/*/exhaustive/**/*.test.ts', 'apps/*/exhaustive/**/*.test.ts'];
const benches = [['bench/run.ts'], ['bench/deployments.ts'], ['bench/tasks.ts', '--growth']];
const integrationFiles = ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts'];

/** Runs the project's checks and tests; sets up the engine and the images that they need. */
export async function test(context: Context, { all, unit }: TestOptions): Promise<void> {
  await requireProject(context);
  const counts = [await check(context), await runTests(context, ['--test-isolation=none', ...unitFiles], {})];
  if (unit !== true) {
    const env = await prepare(context);
    const files = all === true ? [...integrationFiles, ...exhaustiveFiles] : integrationFiles;
    counts.push(await runTests(context, ['--test-concurrency=1', ...files], env));
  }
  if (all === true)
    for (const bench of benches) counts.push(await succeeds(context, process.execPath, bench));
  const sum = (of: keyof Counts): number => counts.reduce((total, each) => total + each[of], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  if (sum('failed') > 0 || context.signal.aborted) throw new StageFailure('tests failed');
}

async function requireProject({ cwd }: Context): Promise<void> {
  const description = await readFile(join(cwd, 'package.json'), 'utf8').catch(() => '{}');
  const { name } = JSON.parse(description) as { name?: string };
  if (name !== 'pipeline-lab-workspace') throw notTheWorkspace();
}

/** Types, lint, format and unused exports, counted as one test. */
async function check(context: Context): Promise<Counts> {
  return await succeeds(context, 'npm', ['run', '--silent', 'check']);
}

/** A command as one test. */
async function succeeds(context: Context, command: string, args: readonly string[]): Promise<Counts> {
  const code = await execute(context, command, args, {});
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** What integration tests need: an engine, the base images and the image of a lab host. */
async function prepare(context: Context): Promise<Record<string, string>> {
  const options = { say: context.say, signal: context.signal, stateDir: context.stateFolder };
  const engine = await ensureEngine({ ...options, env: context.env });
  const debianBase = await ensureDebianBase(engine, options);
  const nodeBase = await ensureNodeBase(engine, options);
  await ensureHostImage(engine.docker, { ...options, debianBase });
  return { DEBIAN_BASE: debianBase, BASE_IMAGE: nodeBase, EXTRA_CA: extraCertificates() };
}

async function runTests(
  context: Context,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'plab-test-'));
  try {
    const file = join(folder, 'results.tap');
    const reporters = [
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${file}`,
    ];
    const code = await execute(context, process.execPath, ['--test', ...reporters, ...args], env);
    return countsIn(await readFile(file, 'utf8').catch(() => ''), code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The totals at the end of a TAP report. A run that failed without a failed test counts as one failure. */
function countsIn(tap: string, code: number): Counts {
  const total = (name: string): number => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  const failed = total('fail') + total('cancelled');
  return {
    passed: total('pass'),
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: total('skipped') + total('todo'),
  };
}

async function execute(
  { cwd, signal, env: own }: Context,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  signal.throwIfAborted();
  const child = spawn(command, args, { cwd, stdio: 'inherit', env: { ...own, ...env } });
  const stop = (): boolean => child.kill('SIGTERM');
  signal.addEventListener('abort', stop);
  const [code] = (await once(child, 'exit')) as [number | null];
  signal.removeEventListener('abort', stop);
  return code ?? 1;
}
