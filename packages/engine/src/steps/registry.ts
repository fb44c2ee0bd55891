import type { Step } from './step.ts';

type Load = () => Promise<Step>;

type Modules<Name extends string> = {
  readonly [Each in Name]: () => Promise<Readonly<Record<Each, Step>>>;
};

/** Each step is the export of its name in a file of its own, which is loaded when the step is first called. */
const files: ReadonlyMap<string, Load> = load({
  buildDescription: async () => await import('./basic/build-description.ts'),
  buildName: async () => await import('./basic/build-name.ts'),
  echo: async () => await import('./basic/echo.ts'),
  error: async () => await import('./basic/error.ts'),
  input: async () => await import('./basic/input.ts'),
  isUnix: async () => await import('./basic/is-unix.ts'),
  milestone: async () => await import('./basic/milestone.ts'),
  print: async () => await import('./basic/print.ts'),
  println: async () => await import('./basic/println.ts'),
  properties: async () => await import('./basic/properties.ts'),
  pwd: async () => await import('./basic/pwd.ts'),
  script: async () => await import('./basic/script.ts'),
  step: async () => await import('./basic/step.ts'),
  tool: async () => await import('./basic/tool.ts'),
  unstable: async () => await import('./basic/unstable.ts'),
  ansiColor: async () => await import('./flow/ansi-color.ts'),
  build: async () => await import('./flow/build.ts'),
  catchError: async () => await import('./flow/catch-error.ts'),
  library: async () => await import('./flow/library.ts'),
  libraryResource: async () => await import('./flow/library-resource.ts'),
  load: async () => await import('./flow/load.ts'),
  lock: async () => await import('./flow/lock.ts'),
  node: async () => await import('./flow/node.ts'),
  parallel: async () => await import('./flow/parallel.ts'),
  retry: async () => await import('./flow/retry.ts'),
  sleep: async () => await import('./flow/sleep.ts'),
  stage: async () => await import('./flow/stage.ts'),
  throttle: async () => await import('./flow/throttle.ts'),
  timeout: async () => await import('./flow/timeout.ts'),
  timestamps: async () => await import('./flow/timestamps.ts'),
  waitForBuild: async () => await import('./flow/wait-for-build.ts'),
  waitUntil: async () => await import('./flow/wait-until.ts'),
  warnError: async () => await import('./flow/warn-error.ts'),
  withEnv: async () => await import('./flow/with-env.ts'),
  wrap: async () => await import('./flow/wrap.ts'),
  ws: async () => await import('./flow/ws.ts'),
  bat: async () => await import('./shell/bat.ts'),
  powershell: async () => await import('./shell/powershell.ts'),
  pwsh: async () => await import('./shell/pwsh.ts'),
  sh: async () => await import('./shell/sh.ts'),
  tee: async () => await import('./file/tee.ts'),
  prependToFile: async () => await import('./file/prepend-to-file.ts'),
  readTrusted: async () => await import('./file/read-trusted.ts'),
  readTOML: async () => await import('./file/read-toml.ts'),
  writeTOML: async () => await import('./file/write-toml.ts'),
  readManifest: async () => await import('./file/read-manifest.ts'),
  readMavenPom: async () => await import('./file/read-maven-pom.ts'),
  writeMavenPom: async () => await import('./file/write-maven-pom.ts'),
  cleanWs: async () => await import('./file/clean-ws.ts'),
  deleteDir: async () => await import('./file/delete-dir.ts'),
  dir: async () => await import('./file/dir.ts'),
  fileExists: async () => await import('./file/file-exists.ts'),
  findFiles: async () => await import('./file/find-files.ts'),
  readFile: async () => await import('./file/read-file.ts'),
  readJSON: async () => await import('./file/read-json.ts'),
  readProperties: async () => await import('./file/read-properties.ts'),
  readYaml: async () => await import('./file/read-yaml.ts'),
  sha1: async () => await import('./file/sha1.ts'),
  sha256: async () => await import('./file/sha256.ts'),
  stash: async () => await import('./file/stash.ts'),
  tar: async () => await import('./file/tar.ts'),
  touch: async () => await import('./file/touch.ts'),
  unstash: async () => await import('./file/unstash.ts'),
  untar: async () => await import('./file/untar.ts'),
  unzip: async () => await import('./file/unzip.ts'),
  writeFile: async () => await import('./file/write-file.ts'),
  writeJSON: async () => await import('./file/write-json.ts'),
  writeYaml: async () => await import('./file/write-yaml.ts'),
  readCSV: async () => await import('./file/read-csv.ts'),
  writeCSV: async () => await import('./file/write-csv.ts'),
  nodesByLabel: async () => await import('./file/nodes-by-label.ts'),
  compareVersions: async () => await import('./file/compare-versions.ts'),
  fileOperations: async () => await import('./file/file-operations.ts'),
  configFileProvider: async () => await import('./file/config-file-provider.ts'),
  zip: async () => await import('./file/zip.ts'),
  checkout: async () => await import('./scm/checkout.ts'),
  git: async () => await import('./scm/git.ts'),
  withChecks: async () => await import('./scm/with-checks.ts'),
  archive: async () => await import('./report/archive.ts'),
  unarchive: async () => await import('./report/unarchive.ts'),
  archiveArtifacts: async () => await import('./report/archive-artifacts.ts'),
  cobertura: async () => await import('./report/cobertura.ts'),
  copyArtifacts: async () => await import('./report/copy-artifacts.ts'),
  fingerprint: async () => await import('./report/fingerprint.ts'),
  jacoco: async () => await import('./report/jacoco.ts'),
  junit: async () => await import('./report/junit.ts'),
  publishCoverage: async () => await import('./report/publish-coverage.ts'),
  publishHTML: async () => await import('./report/publish-html.ts'),
  publishTestResults: async () => await import('./report/publish-test-results.ts'),
  recordCoverage: async () => await import('./report/record-coverage.ts'),
  xunit: async () => await import('./report/xunit.ts'),
  allure: async () => await import('./report/allure.ts'),
  publishIssues: async () => await import('./report/publish-issues.ts'),
  scanForIssues: async () => await import('./report/scan-for-issues.ts'),
  recordIssues: async () => await import('./report/record-issues.ts'),
  emailext: async () => await import('./notify/emailext.ts'),
  mail: async () => await import('./notify/mail.ts'),
  slackSend: async () => await import('./notify/slack-send.ts'),
  maskPasswords: async () => await import('./credential/mask-passwords.ts'),
  sshagent: async () => await import('./credential/sshagent.ts'),
  withCredentials: async () => await import('./credential/with-credentials.ts'),
  container: async () => await import('./container/container.ts'),
  withDockerContainer: async () => await import('./container/with-docker-container.ts'),
  withDockerRegistry: async () => await import('./container/with-docker-registry.ts'),
});

/** The names of all steps, sorted. */
export const stepNames: readonly string[] = [...files.keys()].sort();

export function isStep(name: string): boolean {
  return files.has(name);
}

/** Undefined when there is no such step. */
export async function stepNamed(name: string): Promise<Step | undefined> {
  return await files.get(name)?.();
}

function load<Name extends string>(modules: Modules<Name>): ReadonlyMap<Name, Load> {
  const names = Object.keys(modules) as Name[];
  return new Map(names.map((name) => [name, async () => (await modules[name]())[name]]));
}
