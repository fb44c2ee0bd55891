import { checkout, cleanWs, deleteDir, dir, fileExists, isUnix, pwd, readFile, writeFile } from './files.ts';
import { catchError, passThrough, retry, sleep, timeout, warnError, withEnv } from './flow.ts';
import { echo, error, println, unstable } from './messages.ts';
import { archiveArtifacts, junit, publishTestResults } from './reports.ts';
import { sh } from './shell.ts';
import { parallel, stage } from './stages.ts';
import type { Step } from './step.ts';

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
    isUnix,
    junit,
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
    unstable,
    warnError,
    withEnv,
    writeFile,
    ...passThrough,
  ].map((step) => [step.name, step]),
);

/** The names of all steps, sorted. */
export const stepNames: readonly string[] = [...steps.keys()].sort();

export function stepNamed(name: string): Step | undefined {
  return steps.get(name);
}
