import type { Option } from '@pipeline-lab/jenkinsfile';
import type { Site } from '../build/build.ts';
import { stageOf } from '../build/site.ts';

/** Those that are no block step and have their effect elsewhere in the engine. */
export const effectiveOptions: ReadonlySet<string> = new Set([
  'buildDiscarder',
  'checkoutToSubdirectory',
  'disableConcurrentBuilds',
  'disableRestartFromStage',
  'newContainerPerStage',
  'parallelsAlwaysFailFast',
  'preserveStashes',
  'rateLimitBuilds',
  'skipDefaultCheckout',
  'skipStagesAfterUnstable',
]);

const reasons: Readonly<Record<string, string>> = {
  authorizationMatrix: 'whoever may run the command may do everything',
  buildBlocker: 'a build knows no other jobs',
  copyArtifactPermission: 'whoever may run the command may copy artifacts',
  disableResume: 'a build never goes on after its process has ended',
  durabilityHint: 'the journal is written as the build goes, whatever the hint',
  overrideIndexTriggers: 'nothing scans branches',
  quietPeriod: 'a build starts at once when somebody starts it',
  throttleJobProperty: 'builds are limited by the executors of their agents; see also rateLimitBuilds',
};

/** Says once a build of each option that has no effect here why it has none. */
export function tellUnused(site: Site, options: readonly Option[]): void {
  const { noted } = site.build;
  for (const { name } of options) {
    if (effectiveOptions.has(name) || noted.has(name)) continue;
    noted.add(name);
    const why = Object.hasOwn(reasons, name) ? reasons[name] : 'it needs a plugin of Jenkins';
    site.build.emit({
      type: 'notice',
      ...stageOf(site),
      text: `the option ${name} has no effect here: ${why}`,
    });
  }
}
