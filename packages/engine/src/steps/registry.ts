import type { Step } from './step.ts';

type Load = () => Promise<Step>;

/** Loads a step of a file when it is first called: a build starts without the files it does not need. */
function from<Module>(
  load: () => Promise<Module>,
  ...names: readonly (keyof Module & string)[]
): [string, Load][] {
  return names.map((name) => [name, async () => (await load())[name] as Step]);
}

/** Several steps that differ by their name only. */
function alike(names: readonly string[], load: () => Promise<readonly Step[]>): [string, Load][] {
  return names.map((name) => [
    name,
    async () => {
      const step = (await load()).find((each) => each.name === name);
      if (step === undefined) throw new Error(`the file of the step ${name} does not have it`);
      return step;
    },
  ]);
}

const steps: ReadonlyMap<string, Load> = new Map([
  ...from(async () => await import('./archives.ts'), 'tar', 'untar', 'unzip', 'zip'),
  ...from(async () => await import('./artifacts.ts'), 'archiveArtifacts'),
  ...from(async () => await import('./build-job.ts'), 'build'),
  ...from(async () => await import('./build-name.ts'), 'buildDescription', 'buildName'),
  ...from(async () => await import('./checkout.ts'), 'checkout'),
  ...from(
    async () => await import('./containers.ts'),
    'container',
    'withDockerContainer',
    'withDockerRegistry',
  ),
  ...from(async () => await import('./copy-artifacts.ts'), 'copyArtifacts'),
  ...from(
    async () => await import('./coverage.ts'),
    'cobertura',
    'jacoco',
    'publishCoverage',
    'recordCoverage',
  ),
  ...from(async () => await import('./elsewhere.ts'), 'milestone'),
  ...from(
    async () => await import('./files.ts'),
    'cleanWs',
    'deleteDir',
    'dir',
    'fileExists',
    'isUnix',
    'pwd',
    'readFile',
    'writeFile',
  ),
  ...from(async () => await import('./find-files.ts'), 'findFiles'),
  ...from(
    async () => await import('./flow.ts'),
    'catchError',
    'retry',
    'sleep',
    'timeout',
    'warnError',
    'withEnv',
  ),
  ...from(async () => await import('./git.ts'), 'git'),
  ...from(async () => await import('./input.ts'), 'input'),
  ...from(async () => await import('./json.ts'), 'readJSON', 'writeJSON'),
  ...from(async () => await import('./library.ts'), 'library', 'libraryResource', 'load'),
  ...from(async () => await import('./lock.ts'), 'lock'),
  ...from(async () => await import('./mail.ts'), 'emailext', 'mail'),
  ...from(async () => await import('./messages.ts'), 'echo', 'error', 'print', 'println', 'unstable'),
  ...from(async () => await import('./node.ts'), 'node', 'ws'),
  ...from(async () => await import('./properties-file.ts'), 'readProperties'),
  ...from(async () => await import('./publish.ts'), 'publishHTML', 'recordIssues'),
  ...from(async () => await import('./reports.ts'), 'junit', 'publishTestResults'),
  ...from(async () => await import('./sh.ts'), 'sh'),
  ...from(async () => await import('./slack.ts'), 'slackSend'),
  ...from(async () => await import('./ssh-agent.ts'), 'sshagent'),
  ...from(async () => await import('./stages.ts'), 'parallel', 'stage'),
  ...from(async () => await import('./stash.ts'), 'stash', 'unstash'),
  ...from(async () => await import('./step-class.ts'), 'step'),
  ...from(async () => await import('./tool.ts'), 'tool'),
  ...from(async () => await import('./touch.ts'), 'touch'),
  ...from(async () => await import('./wait-for-build.ts'), 'waitForBuild'),
  ...from(async () => await import('./wait-until.ts'), 'waitUntil'),
  ...from(async () => await import('./with-credentials.ts'), 'withCredentials'),
  ...from(async () => await import('./yaml.ts'), 'readYaml', 'writeYaml'),
  ...alike(['sha1', 'sha256'], async () => (await import('./digests.ts')).digests),
  ...alike(['bat', 'powershell', 'pwsh'], async () => (await import('./elsewhere.ts')).windows),
  ...alike(['ansiColor', 'script', 'timestamps'], async () => (await import('./flow.ts')).passThrough),
  ...alike(
    ['fingerprint', 'maskPasswords', 'properties', 'throttle', 'withChecks', 'wrap'],
    async () => (await import('./no-meaning.ts')).withoutMeaning,
  ),
]);

/** The names of all steps, sorted. */
export const stepNames: readonly string[] = [...steps.keys()].sort();

export function isStep(name: string): boolean {
  return steps.has(name);
}

/** Undefined when there is no such step. */
export async function stepNamed(name: string): Promise<Step | undefined> {
  return await steps.get(name)?.();
}
