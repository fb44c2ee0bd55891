import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedPages } from './docs/generated-pages.ts';

/** Writes the pages that are made from the sources: `npm run docs`. */
const root = fileURLToPath(new URL('..', import.meta.url));
for (const [path, text] of generatedPages()) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
