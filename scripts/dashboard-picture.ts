import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startBrowser } from '../apps/task-api/test/end-to-end/browser.ts';
import { type BenchLab, benchPort, createBenchLab } from '../bench/lab.ts';

/**
 * Makes docs/dashboard-light.png and docs/dashboard-dark.png: a lab host goes through deployments, one of which fails, gets
 * requests, and its live page is photographed. Needs root, pngquant and util-linux. `node scripts/dashboard-picture.ts`
 */
const docs = fileURLToPath(new URL('../docs', import.meta.url));
const shown = { width: 1200, height: 1390 };

/** Who deploys in the picture, and where: it is nobody's machine. */
const person = 'ada';
const machine = 'workstation';

if (hostname() === machine && userInfo().username === person) await take();
else asSomebodyElse();

/** Runs this again where the machine and the user have other names; nothing outside notices. */
function asSomebodyElse(): void {
  const folder = mkdtempSync(join(tmpdir(), 'plab-picture-'));
  const users = join(folder, 'passwd');
  // The first line of a number tells its name; programs that ask for the other name still find that.
  const own = new RegExp(`^[^:\\n]+(:[^:\\n]*:${userInfo().uid}:.*)$`, 'm');
  writeFileSync(users, readFileSync('/etc/passwd', 'utf8').replace(own, `${person}$1\n$&`));
  const script = `hostname ${machine} && mount --bind "$1" /etc/passwd && exec "$2" "$3"`;
  const inside = ['sh', '-c', script, 'sh', users, process.execPath, fileURLToPath(import.meta.url)];
  try {
    execFileSync('unshare', ['--uts', '--mount', ...inside], { stdio: 'inherit' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function take(): Promise<void> {
  const lab = await createBenchLab(withoutHistory);
  const child = spawn('./plab', ['dashboard', '--json'], { cwd: lab.repository, env: lab.env });
  const over = new AbortController();
  const traffic = visit(lab.url, over.signal);
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    await live(lab);
    await photograph((JSON.parse(line.toString()) as { url: string }).url);
  } finally {
    over.abort();
    child.kill('SIGINT');
    await traffic;
    await lab.destroy();
  }
}

/** What is on its way in this repository does not belong in a picture. */
function withoutHistory(repository: string): void {
  rmSync(join(repository, '.git'), { recursive: true });
  git(repository, 'init', '-q', '-b', 'main');
  git(repository, 'add', '-A');
  git(repository, 'commit', '-q', '-m', 'Keep tasks in a database');
}

/** A good release, one that fails, and a good one. */
async function live({ repository, plab }: BenchLab): Promise<void> {
  const problem = 'apps/task-api/src/http/problem.ts';
  const up = ['up', '--port', String(benchPort)];
  commit(
    repository,
    problem,
    'could not do this',
    'could not do that',
    'Say more clearly what could not be done',
  );
  await plab(up);
  commit(
    repository,
    'apps/task-api/Dockerfile',
    'DATA_DIR=/data',
    'DATA_DIR=/nowhere',
    'Move the data folder',
  );
  await plab(up).catch(() => undefined);
  git(repository, 'reset', '-q', '--hard', 'HEAD~1');
  commit(repository, problem, 'could not do that', 'failed to do that', 'Shorter words for problems');
  await plab(up);
  await sleep(60_000);
}

function commit(repository: string, file: string, from: string, to: string, message: string): void {
  const path = join(repository, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(path, text.replace(from, to));
  git(repository, 'commit', '-q', '-a', '-m', message);
}

function git(repository: string, ...args: readonly string[]): void {
  const author = ['-c', `user.name=${person}`, '-c', `user.email=${person}@example.org`];
  execFileSync('git', ['-C', repository, ...author, ...args]);
}

/** Requests in waves, as a service gets them. */
async function visit(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const count = Math.round(8 + 5 * Math.sin(Date.now() / 40_000) + Math.random() * 3);
    const calls = Array.from(
      { length: count },
      async () => await (await fetch(`${url}/tasks?limit=20`)).text(),
    );
    await Promise.allSettled(calls);
    await sleep(500);
  }
}

async function photograph(url: string): Promise<void> {
  const browser = await startBrowser();
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: shown, colorScheme });
    await page.goto(url);
    await page.locator('summary').first().waitFor();
    await sleep(3000);
    const picture = await page.screenshot();
    const small = execFileSync('pngquant', ['--quality', '80-100', '--speed', '1', '-'], { input: picture });
    writeFileSync(join(docs, `dashboard-${colorScheme}.png`), small);
  }
  await browser.close();
}
