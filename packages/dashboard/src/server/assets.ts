import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundlePage } from './bundle.ts';

/** The page's files; a published package brings its script made, the sources make it when they are asked for. */
export interface Assets {
  readonly html: string;
  readonly script: string;
  readonly style: string;
  readonly icon: string;
}

const folder = fileURLToPath(new URL('../../page/', import.meta.url));

export async function readAssets(): Promise<Assets> {
  const read = (name: string): string => readFileSync(`${folder}${name}`, 'utf8');
  const script = existsSync(`${folder}page.js`) ? read('page.js') : await bundlePage(folder);
  return { html: read('index.html'), script, style: read('style.css'), icon: read('icon.svg') };
}
