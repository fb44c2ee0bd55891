import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { memoryLimit } from './container.ts';

const app = fileURLToPath(new URL('../../apps/task-api/', import.meta.url));
const dockerfile = readFileSync(`${app}Dockerfile`, 'utf8');

/** Node's flags as the image has them; a share of the container's memory as what it is there. */
export const shippedFlags: readonly string[] = commandOf(dockerfile)
  .filter((word) => word.startsWith('--'))
  .map((flag) =>
    flag.replace(
      /^--max-old-space-size-percentage=(\d+)$/,
      (_, share) => `--max-old-space-size=${Math.round((memoryLimit * Number(share)) / 100)}`,
    ),
  );

/** The image's variables that change how Node runs. */
export const shippedEnvironment: Readonly<Record<string, string>> = Object.fromEntries(
  ['NODE_ENV', 'MALLOC_ARENA_MAX'].map((name) => [name, variableOf(dockerfile, name)]),
);

/** Both, for the page. */
export const shippedText: string = [
  ...shippedFlags.filter((flag) => !flag.includes('warning')),
  ...Object.entries(shippedEnvironment).map((variable) => variable.join('=')),
]
  .map((each) => `\`${each}\``)
  .join(', ');

let bundled = false;

/** The service in the files that the image has: from its sources, Node needs several megabytes more of the same heap. */
export function shippedMain(): string {
  if (!bundled) execFileSync(process.execPath, [`${app}bundle.ts`], { stdio: 'inherit' });
  bundled = true;
  return `${app}dist/main.mjs`;
}

function variableOf(text: string, name: string): string {
  const [, value] = new RegExp(`^ENV (?:.* )?${name}=(\\S+)`, 'm').exec(text) ?? [];
  if (value === undefined) throw new Error(`the Dockerfile of the Task API does not set ${name} with ENV`);
  return value;
}

function commandOf(text: string): string[] {
  const [, command] = /^CMD (\[.*\])$/m.exec(text) ?? [];
  if (command === undefined)
    throw new Error('the Dockerfile of the Task API has no CMD in the form of a list');
  return JSON.parse(command) as string[];
}
