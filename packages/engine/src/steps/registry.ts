import { cleanWs, deleteDir, dir, fileExists, isUnix, pwd, readFile, writeFile } from './files.ts';
import { checkout } from './checkout.ts';
import { milestone, windows } from './elsewhere.ts';
import { input } from './input.ts';
import { node, ws } from './node.ts';
import { tool } from './tool.ts';
import { catchError, passThrough, retry, sleep, timeout, warnError, withEnv } from './flow.ts';
import { echo, error, println, unstable } from './messages.ts';
import { archiveArtifacts } from './artifacts.ts';
import { tar, untar, unzip, zip } from './archives.ts';
import { container, withDockerContainer, withDockerRegistry } from './containers.ts';
import { digests } from './digests.ts';
import { findFiles } from './find-files.ts';
import { readJSON, writeJSON } from './json.ts';
import { library, libraryResource, load } from './library.ts';
import { readProperties } from './properties-file.ts';
import { junit, publishTestResults } from './reports.ts';
import { stash, unstash } from './stash.ts';
import { touch } from './touch.ts';
import { readYaml, writeYaml } from './yaml.ts';
import { sh } from './sh.ts';
import { parallel, stage } from './stages.ts';
import type { Step } from './step.ts';
import { withCredentials } from './with-credentials.ts';

const steps: ReadonlyMap<string, Step> = new Map(
  [
    archiveArtifacts,
    catchError,
    checkout,
    cleanWs,
    deleteDir,
    dir,
    echo,
    error,
    fileExists,
    input,
    isUnix,
    junit,
    node,
    parallel,
    println,
    publishTestResults,
    pwd,
    readFile,
    retry,
    sh,
    sleep,
    stage,
    timeout,
    tool,
    unstable,
    warnError,
    withCredentials,
    withEnv,
    writeFile,
    ws,
    milestone,
    container,
    findFiles,
    library,
    libraryResource,
    load,
    readJSON,
    readProperties,
    readYaml,
    stash,
    tar,
    touch,
    unstash,
    untar,
    unzip,
    withDockerContainer,
    withDockerRegistry,
    writeJSON,
    writeYaml,
    zip,
    ...digests,
    ...windows,
    ...passThrough,
  ].map((step) => [step.name, step]),
);

/** The names of all steps, sorted. */
export const stepNames: readonly string[] = [...steps.keys()].sort();

export function stepNamed(name: string): Step | undefined {
  return steps.get(name);
}
