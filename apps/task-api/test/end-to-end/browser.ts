import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { install } from '../install.ts';

const program = '/usr/bin/chromium';

/** Debian's Chromium, installed where it is missing. */
export async function startBrowser(): Promise<Browser> {
  if (!existsSync(program)) await install('chromium');
  return await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu'] });
}

/** What of a page people cannot use, by the rules of WCAG 2.2 A and AA and good practice. */
export async function accessProblems(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: axe.source });
  return await page.evaluate<string[]>(
    `axe.run().then(({ violations }) => violations.map(({ id, help, nodes }) => id + ': ' + help + ' ' + nodes.map(({ html }) => html).join(' ')))`,
  );
}
