import {
  catalogue,
  checkSteps,
  nearestName,
  parseJenkinsfile,
  type Pipeline,
  type Stage,
} from '@pipeline-lab/jenkinsfile';
import { noRestart, noSuchStage } from '../errors.ts';
import { hasOption } from '../stages/around.ts';
import { describedNames } from '../steps/described.ts';
import { stepNames } from '../steps/registry.ts';
import type { Selection } from './build.ts';
import type { BuildRequest } from './request.ts';

/** Parses and checks a Jenkinsfile. Errors: PLAB_NO_SUCH_STAGE, PLAB_NO_RESTART and those of parseJenkinsfile and checkSteps. */
export function readPipeline(
  { jenkinsfile, unknownStep, from, libraries, steps }: BuildRequest,
  source: string,
): Pipeline {
  const pipeline = parseJenkinsfile(source, jenkinsfile);
  if ((unknownStep ?? 'fail') === 'fail' && !usesLibraries(pipeline, libraries))
    checkSteps(pipeline, [
      ...stepNames,
      ...catalogue.steps.keys(),
      ...describedNames,
      ...Object.keys(steps ?? {}),
    ]);
  if (from !== undefined && !pipeline.stages.some(({ name }) => name === from)) {
    const names = pipeline.stages.map(({ name }) => name);
    throw noSuchStage(from, names, nearestName(from, names));
  }
  if (from !== undefined && hasOption(pipeline.options, 'disableRestartFromStage')) throw noRestart(from);
  return pipeline;
}

/** What a library defines is known only when it is loaded: its names are then looked up as they are called. */
function usesLibraries({ source, libraries }: Pipeline, configs: BuildRequest['libraries'] = []): boolean {
  const asked = libraries.length > 0 || /@Library\b|\blibrary\b/.test(source);
  return asked || configs.some(({ implicit }) => implicit === true);
}

/** The stages with a name or a path; a name may look like the path of another stage, which is meant then. Errors: PLAB_NO_SUCH_STAGE. */
export function selectStages(pipeline: Pipeline, name: string | undefined): Selection | undefined {
  if (name === undefined) return undefined;
  const all = pipeline.stages.flatMap(withInner);
  const exact = name.includes(' / ') && all.some(({ path }) => path === name);
  const paths = all
    .filter((stage) => stage.path === name || (stage.name === name && !exact))
    .map(({ path }) => path);
  if (paths.length > 0) return { name, paths };
  const names = all.map((stage) => stage.name);
  throw noSuchStage(name, names, nearestName(name, names));
}

function withInner(stage: Stage): Stage[] {
  const { body } = stage;
  if (body.kind === 'sequential') return [stage, ...body.stages.flatMap(withInner)];
  return body.kind === 'parallel' ? [stage, ...body.branches.flatMap(withInner)] : [stage];
}
