import { childStages, type Pipeline, type Stage } from '@pipeline-lab/jenkinsfile';
import type { BuildStarted, StageOutline } from '../events/event.ts';
import type { BuildRequest } from './request.ts';
import type { BuildPlace } from './run.ts';

/** What a build begins with; its pipeline is undefined when that could not be read. */
export function started(
  { job, branch, jenkinsfile: file, causes, dryRun }: BuildRequest,
  { number }: BuildPlace,
  commit: string,
  pipeline: Pipeline | undefined,
): BuildStarted {
  return {
    type: 'build.started',
    job,
    number,
    commit,
    ...(branch === undefined ? {} : { branch }),
    ...(causes === undefined ? {} : { causes: causes.map(({ description }) => description) }),
    file,
    ...(dryRun === true ? { dryRun } : {}),
    stages: pipeline?.stages.map(outline) ?? [],
  };
}

function outline(stage: Stage): StageOutline {
  const { path, name, body } = stage;
  return { id: path, name, kind: body.kind, stages: childStages(stage).map(outline) };
}
