import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

const memory = new URL('memory.ts', import.meta.url).href;

/** What a script prints that runs in a process of its own with 150 MB. */
async function inSmallProcess(script: string): Promise<string> {
  const program = `
    import { createInterpreter } from '@pipeline-lab/groovy';
    import { checkMemory } from '${memory}';
    const values = new Map();
    const host = {
      getVariable: (name) => values.get(name),
      setVariable: (name, value) => void values.set(name, value),
      callMethod: async (name, { positional }) => (console.log(positional.join(' ')), null),
      checkpoint: checkMemory,
    };
    const { parse } = await import('@pipeline-lab/groovy');
    await createInterpreter().load(parse(${JSON.stringify(script)}, 'file').statements, host);
  `;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--max-old-space-size=150',
    '--input-type=module',
    '--eval',
    program,
  ]);
  return stdout.trim();
}

test('a script that keeps more and more gets an error before the process ends', async () => {
  const message = await inSmallProcess(
    'def kept = []; try { while (true) kept << [0] * 1000 } catch (OutOfMemoryError e) { kept = null; echo(e.message) }',
  );
  assert.match(
    message,
    /^the values of the script fill 75 % of the \d+ MB that a build may use; NODE_OPTIONS=/,
  );
});

test('garbage is no reason to stop', async () => {
  const script = 'def last; for (i in 1..15000) last = [i] * 1000; echo(last.size())';
  assert.equal(await inSmallProcess(script), '1000');
});
