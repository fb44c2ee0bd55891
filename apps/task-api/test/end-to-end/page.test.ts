import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type RunningApp, startApp } from '../app.ts';
import { taskClient } from '../client/client.ts';
import { accessProblems, startBrowser } from './browser.ts';

let app: RunningApp;
let browser: Browser;

before(async () => {
  app = await startApp({ RELEASE: 'r-42', BUILD_NUMBER: '7' });
  browser = await startBrowser();
});

after(async () => {
  await browser.close();
  await app.stop();
});

/** A page without the policy that would forbid the accessibility checker to be put in. */
async function open(
  path: string,
  options: object = {},
): Promise<{ page: Page; context: BrowserContext; errors: string[] }> {
  const context = await browser.newContext({ bypassCSP: true, ...options });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
  await page.goto(app.url + path);
  return { page, context, errors };
}

describe('the page in Chromium', () => {
  test('shows what answers, and adds and completes tasks', async () => {
    const { page, context, errors } = await open('/', { bypassCSP: false });
    await page.getByText('r-42').waitFor();
    for (const text of ['1.2.3', hostname()])
      await page.locator('#release').getByText(text, { exact: true }).waitFor();
    await page.getByLabel('New task').fill('<b>from</b> the page');
    await page.getByLabel('Priority').selectOption('urgent');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Add' }).press('Enter');
    await page.getByRole('button', { name: 'Complete <b>from</b> the page' }).press('Enter');
    await page.locator('li.completed', { hasText: '<b>from</b> the page' }).waitFor();
    const { data } = await taskClient(app.url).GET('/tasks', { params: { query: { q: 'from' } } });
    assert.deepEqual(
      data?.tasks.map(({ title, priority, status }) => [title, priority, status]),
      [['<b>from</b> the page', 'urgent', 'completed']],
    );
    assert.deepEqual(errors, []);
    await context.close();
  });

  test('shows at once what others do', async () => {
    const { page, context } = await open('/');
    const { data } = await taskClient(app.url).POST('/tasks', { body: { title: 'by somebody else' } });
    await page.getByText('by somebody else').waitFor();
    await taskClient(app.url).DELETE('/tasks/{id}', { params: { path: { id: String(data?.id) } } });
    await page.getByText('by somebody else').waitFor({ state: 'detached' });
    await context.close();
  });

  test('says why a task is refused, and that the server is away', async () => {
    const { page, context } = await open('/');
    await page.getByLabel('New task').fill('   ');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('status').getByText('must not be blank').waitFor();
    await context.setOffline(true);
    await page.getByText('The server does not answer').waitFor();
    await context.setOffline(false);
    await page.getByText('The server does not answer').waitFor({ state: 'detached' });
    await context.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const path of ['/', '/docs']) {
      test(`${path} can be used by everybody, ${colorScheme}`, async () => {
        const { page, context } = await open(path, { colorScheme, viewport: { width: 360, height: 640 } });
        if (path === '/') await page.getByText('r-42').waitFor();
        assert.deepEqual(await accessProblems(page), []);
        const wide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
        assert.equal(wide, false, 'nothing is wider than a small screen');
        await context.close();
      });
    }
  }
});

test('the page asks for the token that a server wants', async () => {
  const guarded = await startApp({ TASKS_TOKENS: 'secret' });
  const page = await browser.newPage();
  await page.goto(guarded.url);
  await page.getByLabel('This server wants a token').fill('secret');
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.getByText('No tasks yet.').waitFor();
  await taskClient(guarded.url, 'secret').POST('/tasks', { body: { title: 'guarded' } });
  await page.getByText('guarded').waitFor();
  await page.close();
  await guarded.stop();
});

test('the page of the API tells every route and needs no script', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${app.url}/docs`);
  for (const path of ['POST /tasks/bulk', 'PATCH /tasks/{id}', 'GET /health/ready'])
    await page.getByRole('heading', { name: path }).waitFor();
  await page.getByRole('link', { name: 'OpenAPI 3.1.0' }).click();
  assert.match(page.url(), /\/openapi\.json$/);
  await context.close();
});
