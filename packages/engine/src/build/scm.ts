import type { HostObject } from '@pipeline-lab/groovy';
import { hostObject } from '../steps/host-object.ts';
import type { Site } from './build.ts';

/** `scm`: the git plugin's description of where the build comes from. */
export function scmObject({ build: { source } }: Site): HostObject {
  if (source === undefined) return hostObject('NullSCM', {});
  const { branch, commit } = source;
  const remote = { name: 'origin', url: source.url(), refspec: null, credentialsId: null };
  return hostObject('GitSCM', {
    branches: [hostObject('BranchSpec', { name: branch ?? commit })],
    userRemoteConfigs: [hostObject('UserRemoteConfig', remote)],
    extensions: [],
  });
}
