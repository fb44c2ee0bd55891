import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { askGroovy } from './reference.ts';

/** Writes what real Groovy makes of the fixtures beside them; run it by hand when a fixture changes. */
const folder = fileURLToPath(new URL('../fixtures/', import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith('.groovy'));
const trees = askGroovy(names.map((name) => readFileSync(`${folder}${name}`, 'utf8')));
for (const [index, name] of names.entries()) {
  const verdict = trees[index];
  if (verdict === undefined || !('tree' in verdict)) throw new Error(`${name}: ${JSON.stringify(verdict)}`);
  writeFileSync(`${folder}${name.replace(/groovy$/, 'tree')}`, verdict.tree);
}
const snippets = readFileSync(`${folder}refused.snippets`, 'utf8').split('\n----\n');
const lines = askGroovy(snippets).map((verdict, index) => {
  if ('tree' in verdict) throw new Error(`Groovy takes:\n${snippets[index] ?? ''}`);
  return `${verdict.line}\n`;
});
writeFileSync(`${folder}refused.lines`, lines.join(''));
