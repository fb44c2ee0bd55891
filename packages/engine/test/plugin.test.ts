import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { bench, finished, pipeline, run, stage, wholeLog } from './build.ts';

test('a step of the user: a module with a block, a program, and their failures', async (t) => {
  const script = `def r = notify(to: 'team', list: [1, 2.5]) { sh '#!/bin/sh\\necho "in $EXTRA"' }
    echo "\${r.sum + 1} \${r.to}"
    echo publish('x').answer
    try { publish 'bad' } catch (e) { echo e.message }
    broken()`;
  const { request, repository } = await bench(t, { Jenkinsfile: pipeline(stage(`script { ${script} }`)) });
  const notify = join(repository, 'notify.ts');
  const publish = join(repository, 'publish');
  const broken = join(repository, 'broken.mjs');
  await writeFile(
    notify,
    `export async function run({ parameters, log, block }: { parameters: { to: string, list: number[] }, log: (line: string) => void, block: (env: Record<string, string>) => Promise<unknown> }) {
      log('to ' + parameters.to);
      await block({ EXTRA: 'value' });
      return { sum: parameters.list[0]! + parameters.list[1]!, to: parameters.to };
    }`,
  );
  await writeFile(
    publish,
    `#!/bin/sh\ncase "$PLAB_PARAMETERS" in *bad*) exit 4;; esac\necho "called $PLAB_STEP $PLAB_PARAMETERS"\necho '{"answer": "a"}' >"$PLAB_RESULT"\n`,
  );
  await chmod(publish, 0o755);
  await writeFile(broken, 'export const other = 1;');
  const events = await run({ ...request, steps: { notify, publish, broken } });
  const own = wholeLog(events).filter((line) => !/^(?:Check|Running on)/.test(line));
  assert.deepEqual(own, [
    'to team',
    'in value',
    '4.5 team',
    'called publish {"value":"x"}',
    'a',
    'publish ended with exit code 4',
  ]);
  assert.match(finished(events).error?.message ?? '', /broken\.mjs exports no function run/);
});
