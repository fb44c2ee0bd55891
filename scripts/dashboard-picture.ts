import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startBrowser } from '../apps/task-api/test/end-to-end/browser.ts';
import { type BenchLab, benchPort, createBenchLab } from '../bench/lab.ts';

/**
 * Makes docs/dashboard-light.png and docs/dashboard-dark.png: a lab host goes through deployments, one of which fails, gets
 * requests, and its live page is photographed. Needs pngquant. `node scripts/dashboard-picture.ts`
 */
const docs = fileURLToPath(new URL('../docs', import.meta.url));
const shown = { width: 1200, height: 1390 };

const lab = await createBenchLab();
const child = spawn('./plab', ['dashboard', '--json'], { cwd: lab.repository, env: lab.env });
const over = new AbortController();
const traffic = visit();
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
  execFileSync('git', ['-C', repository, 'reset', '-q', '--hard', 'HEAD~1']);
  commit(repository, problem, 'could not do that', 'failed to do that', 'Shorter words for problems');
  await plab(up);
  await sleep(60_000);
}

function commit(repository: string, file: string, from: string, to: string, message: string): void {
  const path = join(repository, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
  const author = ['-c', 'user.name=ada', '-c', 'user.email=ada@example.org'];
  execFileSync('git', ['-C', repository, ...author, 'commit', '-q', '-a', '-m', message]);
}

/** Requests in waves, as a service gets them. */
async function visit(): Promise<void> {
  while (!over.signal.aborted) {
    const count = Math.round(8 + 5 * Math.sin(Date.now() / 40_000) + Math.random() * 3);
    const calls = Array.from(
      { length: count },
      async () => await (await fetch(`${lab.url}/tasks?limit=20`)).text(),
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
