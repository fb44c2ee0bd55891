import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { textOf, type Value } from '@pipeline-lab/groovy';
import type { Result } from '../../events/result.ts';
import { antFiles } from '../../workspace/ant-files.ts';
import { removeFolder } from '../../workspace/remove-folder.ts';
import { defineStep, type Step, type StepCall } from '../step.ts';
import { note, said } from '../tell.ts';

/** The workspace clean-up plugin's step. */
export const cleanWs: Step = defineStep('cleanWs', {
  needs: 'node',
  async run(call) {
    const { site, args } = call;
    const { result } = site.build.state;
    said(call, '[WS-CLEANUP] Deleting project workspace...');
    if (result !== undefined && !isWanted(call, result)) {
      said(call, `[WS-CLEANUP] Skipped based on build state ${result}`);
      return null;
    }
    if (args.externalDelete !== undefined && args.externalDelete !== '')
      note(call, 'externalDelete has no meaning here: the files are removed without a program');
    const { patterns = [] } = args;
    if (patterns.length === 0) await removeFolder(site);
    else await removeMatching(site.cwd, patterns, args.deleteDirs ?? false);
    said(call, '[WS-CLEANUP] done');
    return null;
  },
});

/** A result that nobody has set yet stops nothing, in a Jenkins too. */
function isWanted({ args }: StepCall<'cleanWs'>, result: Result): boolean {
  const { skipWhenFailed = false } = args;
  const wanted: Record<Result, boolean | undefined> = {
    SUCCESS: args.cleanWhenSuccess,
    UNSTABLE: args.cleanWhenUnstable,
    FAILURE: skipWhenFailed ? false : args.cleanWhenFailure,
    NOT_BUILT: skipWhenFailed ? false : args.cleanWhenNotBuilt,
    ABORTED: skipWhenFailed ? false : args.cleanWhenAborted,
  };
  return wanted[result] ?? true;
}

/** `[pattern: 'logs/**', type: 'INCLUDE']`; without an INCLUDE all is included. */
async function removeMatching(
  folder: string,
  entries: readonly Value[],
  directories: boolean,
): Promise<void> {
  const ofType = (exclude: boolean): string =>
    entries
      .filter((entry) => entry instanceof Map)
      .filter((entry) => (textOf(entry.get('type') ?? 'INCLUDE') === 'EXCLUDE') === exclude)
      .map((entry) => textOf(entry.get('pattern') ?? ''))
      .join(',');
  const options = { excludes: ofType(true), defaultExcludes: false, directories };
  for (const path of await antFiles(folder, ofType(false) || '**', options))
    await rm(join(folder, path), { recursive: true, force: true });
}
