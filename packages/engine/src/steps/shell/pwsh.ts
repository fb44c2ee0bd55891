import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notOnThisAgent, StepFailure } from '../../errors.ts';
import { launch } from '../../shell/run.ts';
import { temporaryFolder } from '../../workspace/temporary.ts';
import { defineStep, type Step } from '../step.ts';

/** Runs where PowerShell is installed. */
export const pwsh: Step = defineStep('pwsh', {
  needs: 'node',
  summary: ({ label = '', script }) => (label === '' ? script : label),
  async run({ site, id, args }) {
    const capture = args.returnStdout === true;
    const found = await launch(site, id, { argv: ['sh', '-c', 'command -v pwsh'], capture: true });
    if (found.code !== 0) throw notOnThisAgent('pwsh: PowerShell', 'Install PowerShell, or use `sh`.');
    const file = join(temporaryFolder(site), `script-${randomUUID()}.ps1`);
    await mkdir(temporaryFolder(site), { recursive: true, mode: 0o700 });
    await writeFile(file, args.script, { mode: 0o600 });
    const argv = ['pwsh', '-NoProfile', '-NonInteractive', '-File', file] as const;
    const { code, stdout } = await launch(site, id, { argv, capture });
    if (args.returnStatus) return code;
    if (code !== 0) throw new StepFailure(`script returned exit code ${code}`);
    return capture ? stdout : null;
  },
});
