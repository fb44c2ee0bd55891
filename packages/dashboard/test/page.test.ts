import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { accessProblems, startBrowser } from '../../../apps/task-api/test/end-to-end/browser.ts';
import { fileLeadingTo } from '../../cli/src/browser.ts';
import { snapshotPage } from '../src/index.ts';
import type { View } from '../src/view.ts';
import { fullView, hostile, siteWith } from './site.ts';

let browser: Browser;

before(async () => {
  browser = await startBrowser();
});
after(async () => await browser.close());

interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong in it, what its policy forbade among that. */
  readonly errors: string[];
}

async function open(url: string, options: object = {}): Promise<Opened> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
  await page.goto(url);
  return { page, context, errors };
}

/** Everything of the page is to be seen. */
async function unfold(page: Page): Promise<void> {
  await page.locator('summary').first().waitFor();
  for (const summary of await page.locator('summary').all()) await summary.press('Enter');
}

const emptyView: View = { ...fullView, hosts: [], points: [], deployments: undefined, builds: [] };

describe('the page in Chromium', () => {
  test('shows figures, releases and builds, and text of others stays text', async (t) => {
    const { url } = await siteWith(t, fullView);
    const { page, context, errors } = await open(url);
    await page.getByText('Live', { exact: true }).waitFor();
    await unfold(page);
    const text = await page.locator('main').innerText();
    for (const part of [
      'shop:4',
      '20 ms',
      '66.7 %',
      '0 of 1,200 requests lost',
      'half of its requests failed',
      'unreachable since',
      '1 of 4 tests failed',
    ])
      assert.ok(text.includes(part), `${part} in ${text}`);
    assert.ok(
      text.split(hostile).length > 8,
      'subjects, branch, stage, test, log line and error are there as they are',
    );
    assert.equal(await page.locator('img, main b:text-is("bold")').count(), 0);
    assert.deepEqual(errors, []);
    await context.close();
  });

  test('is where the file leads that `--open` gives to a browser', async (t) => {
    const { url } = await siteWith(t, fullView);
    const { file, remove } = await fileLeadingTo(url);
    t.after(remove);
    const { page, context } = await open(pathToFileURL(file).href);
    await page.getByText('Live', { exact: true }).waitFor();
    assert.equal(page.url(), url);
    await context.close();
  });

  test('follows what happens without being asked, tells it, and leaves the focus alone', async (t) => {
    const { url, tell } = await siteWith(t, fullView);
    const { page, context } = await open(url);
    const first = page.locator('summary').first();
    await first.press('Enter');
    const [running] = fullView.builds ?? [];
    assert.ok(running !== undefined);
    tell({ type: 'build', value: { ...running, result: 'SUCCESS', ms: 1000 } });
    await first.getByText('success').waitFor();
    assert.equal(await page.evaluate<string>('document.activeElement.tagName'), 'SUMMARY');
    await page.getByRole('log').getByText('Build 9: success').waitFor({ state: 'attached' });
    tell({
      type: 'builds',
      value: [{ ...running, number: 10, subject: 'a new one' }, ...(fullView.builds ?? [])],
    });
    await page.getByText('a new one').waitFor();
    assert.equal(await page.locator('details[open]').count(), 1, 'what was open stays so');
    await context.close();
  });

  test('says that plab is away, and keeps what it knows', async () => {
    let stop: () => Promise<void> = async () => undefined;
    const { url } = await siteWith({ after: (close) => void (stop = close as typeof stop) }, fullView);
    const { page, context } = await open(url);
    await page.getByText('Live', { exact: true }).waitFor();
    await stop();
    await page.getByRole('status').getByText('No answer from plab').waitFor();
    await page.getByText('shop:4').first().waitFor();
    await context.close();
  });

  test('arrow keys show the past of a chart', async (t) => {
    const { url } = await siteWith(t, fullView);
    const { page, context } = await open(url);
    const plot = page.getByRole('img', { name: /^Server errors now: of the requests 0 %/ });
    await plot.focus();
    for (let n = 0; n < 29; n += 1) await page.keyboard.press('ArrowLeft');
    await page.getByRole('img', { name: /^Server errors at .*of the requests 20 %/ }).waitFor();
    await page.keyboard.press('Escape');
    await plot.waitFor();
    await context.close();
  });

  test('everybody can use it, light and dark, on a screen of any width', async (t) => {
    const { url } = await siteWith(t, fullView);
    const { page, context } = await open(url, { bypassCSP: true, colorScheme: 'light' });
    await unfold(page);
    assert.deepEqual(await accessProblems(page), []);
    for (const width of [820, 320]) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
      assert.equal(wide, false, `nothing is wider than ${width} pixels`);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.deepEqual(await accessProblems(page), []);
    await context.close();
  });

  test('the colours that were chosen are still there when the page is opened again', async (t) => {
    const { url } = await siteWith(t, fullView);
    const { page, context } = await open(url, { colorScheme: 'light' });
    const paper = async (): Promise<string> =>
      await page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await paper();
    await page.getByLabel('Dark').check({ force: true });
    assert.notEqual(await paper(), light);
    await page.reload();
    assert.notEqual(await paper(), light);
    await context.close();
  });

  test('says what to do when there is nothing to see yet', async (t) => {
    const { url, tell } = await siteWith(t, emptyView);
    const { page, context } = await open(url);
    await page.getByText('No builds yet: run plab run.').waitFor();
    tell({ type: 'hosts', value: [{ name: 'one', state: 'reached', since: 0, metrics: false }] });
    tell({ type: 'deployments', value: { list: [], perDay: 0 } });
    for (const text of [
      'Nothing is deployed yet: run plab deploy.',
      'No releases yet: run plab deploy.',
      'answers no /metrics',
    ])
      await page.getByText(text).waitFor();
    await context.close();
  });

  test('a snapshot is one file that shows the same without a server', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'plab-snapshot-'));
    t.after(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'page.html'), await snapshotPage(fullView, Date.now()));
    const { page, context, errors } = await open(pathToFileURL(join(folder, 'page.html')).href);
    await page.getByText(/^Snapshot of/).waitFor();
    await unfold(page);
    assert.ok((await page.locator('main').innerText()).split(hostile).length > 8);
    assert.deepEqual(errors, []);
    await context.close();
  });
});
