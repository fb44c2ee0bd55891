import { createHash } from 'node:crypto';
import type { View } from '../view.ts';
import { readAssets } from './assets.ts';

/**
 * The page as one file that needs nothing else: style, script and the view are inside. The script runs since the policy
 * knows its digest; the view is data, in which no `<` could end the element around it.
 */
export async function snapshotPage(view: View, at: number): Promise<string> {
  const { html, script, style, icon } = await readAssets();
  const data = JSON.stringify({ at, view }).replaceAll('<', '\\u003c');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${digest(script)}'`,
    `style-src 'sha256-${digest(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return replaceEach(html, [
    [
      '<meta charset="utf-8">',
      `<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    ],
    ['href="icon.svg"', `href="data:image/svg+xml;base64,${Buffer.from(icon).toString('base64')}"`],
    ['<link rel="stylesheet" href="style.css">', `<style>${style}</style>`],
    [
      '<script src="page.js" defer></script>',
      `<script type="application/json" id="snapshot">${data}</script>\n<script type="module">${script}</script>`,
    ],
  ]);
}

/** What is not there to be replaced would go unnoticed. */
function replaceEach(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`the page has no ${from}`);
    return now.replace(from, () => to);
  }, text);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
