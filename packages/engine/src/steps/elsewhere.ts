import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Value } from '@pipeline-lab/groovy';
import { notOnThisAgent, StepFailure } from '../errors.ts';
import { launch } from '../shell/run.ts';
import { temporaryFolder } from '../workspace/temporary.ts';
import type { Step, StepCall } from './step.ts';

/** Steps of Windows. `pwsh` runs where PowerShell is installed. */
export const windows: readonly Step[] = [
  ...['bat', 'powershell'].map(
    (name): Step => ({
      name,
      main: 'script',
      needs: 'node',
      run: async () => {
        throw notOnThisAgent(`${name}: Windows`, 'Use `sh`, or ask `isUnix()` first.');
      },
    }),
  ),
  {
    name: 'pwsh',
    main: 'script',
    needs: 'node',
    summary: (parameters) => parameters.text('label', '') || parameters.text('script'),
    run: async (call) => await runPowerShell(call),
  },
];

async function runPowerShell({ site, id, parameters }: StepCall): Promise<Value> {
  const capture = parameters.flag('returnStdout');
  const found = await launch(site, id, { argv: ['sh', '-c', 'command -v pwsh'], capture: true });
  if (found.code !== 0) throw notOnThisAgent('pwsh: PowerShell', 'Install PowerShell, or use `sh`.');
  const file = join(temporaryFolder(site), `script-${id}.ps1`);
  await mkdir(temporaryFolder(site), { recursive: true, mode: 0o700 });
  await writeFile(file, parameters.text('script'), { mode: 0o600 });
  const argv = ['pwsh', '-NoProfile', '-NonInteractive', '-File', file] as const;
  const { code, stdout } = await launch(site, id, { argv, capture });
  if (parameters.flag('returnStatus')) return code;
  if (code !== 0) throw new StepFailure(`script returned exit code ${code}`);
  return capture ? stdout : null;
}

/** Lets newer builds pass by in Jenkins; a build here never waits for an older one's milestone. */
export const milestone: Step = {
  name: 'milestone',
  main: 'ordinal',
  summary: (parameters) => (parameters.value('ordinal') === null ? '' : parameters.text('ordinal')),
  run: async () => null,
};
