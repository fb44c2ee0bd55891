import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { memoryLimit } from './container.ts';

const dockerfile = readFileSync(
  fileURLToPath(new URL('../../apps/task-api/Dockerfile', import.meta.url)),
  'utf8',
);

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
  [...dockerfile.matchAll(/\b(NODE_ENV|MALLOC_\w+)=(\S+)/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]),
);

function commandOf(text: string): string[] {
  const [, command] = /^CMD (\[.*\])$/m.exec(text) ?? [];
  if (command === undefined)
    throw new Error('the Dockerfile of the Task API has no CMD in the form of a list');
  return JSON.parse(command) as string[];
}
