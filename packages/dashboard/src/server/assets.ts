import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundlePage } from './bundle.ts';

/** The page's files; a published package brings script and style made, the sources make them when they are asked for. */
export interface Assets {
  readonly html: string;
  readonly script: string;
  readonly style: string;
  readonly icon: string;
}

const folder = fileURLToPath(new URL('../../page/', import.meta.url));

export async function readAssets(): Promise<Assets> {
  const read = (name: string): string => readFileSync(`${folder}${name}`, 'utf8');
  const made = existsSync(`${folder}page.js`)
    ? { script: read('page.js'), style: read('page.css') }
    : await bundlePage(folder);
  return { html: read('index.html'), icon: read('icon.svg'), ...made };
}
