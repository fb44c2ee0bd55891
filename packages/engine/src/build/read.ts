import {
  catalogue,
  checkSteps,
  JenkinsfileError,
  namesLibrary,
  nearestName,
  parseJenkinsfile,
  type Pipeline,
  scriptWithoutPipeline,
  type Stage,
} from '@pipeline-lab/jenkinsfile';
import { noRestart, noSuchStage } from '../errors.ts';
import { hasOption } from '../stages/around.ts';
import { describedNames } from '../steps/described.ts';
import { stepNames } from '../steps/registry.ts';
import type { Selection } from './build.ts';
import type { BuildRequest } from './request.ts';

/**
 * Parses and checks a Jenkinsfile; one without a `pipeline { }` may leave it to a library, or to what it evaluates.
 * Errors: PLAB_NO_SUCH_STAGE, PLAB_NO_RESTART and those of parseJenkinsfile and checkSteps.
 */
export function readPipeline(request: BuildRequest, source: string): Pipeline {
  const { unknownStep, from, libraries, steps } = request;
  const pipeline = parsed(request, source);
  if (!hasPipeline(pipeline)) return pipeline;
  if ((unknownStep ?? 'fail') === 'fail' && !usesLibraries(pipeline, libraries))
    checkSteps(pipeline, [
      ...stepNames,
      ...catalogue.steps.keys(),
      ...describedNames,
      ...Object.keys(steps ?? {}),
    ]);
  checkStart(pipeline, from);
  return pipeline;
}

/** Whether stages are known: a file that only calls a library has none of its own. */
export function hasPipeline({ stages }: Pipeline): boolean {
  return stages.length > 0;
}

function parsed({ jenkinsfile, libraries = [] }: BuildRequest, source: string): Pipeline {
  try {
    return parseJenkinsfile(source, jenkinsfile);
  } catch (error) {
    const isElsewhere =
      error instanceof JenkinsfileError &&
      error.problems.every(({ rule }) => rule === 'no-pipeline') &&
      (namesLibrary(source, jenkinsfile) ||
        /\b(?:evaluate|load)\b/.test(source) ||
        libraries.some(({ implicit }) => implicit));
    if (!isElsewhere) throw error;
    return scriptWithoutPipeline(source, jenkinsfile);
  }
}

/** Checks the stage that a build starts again from. Errors: PLAB_NO_SUCH_STAGE, PLAB_NO_RESTART. */
export function checkStart(pipeline: Pipeline, from: string | undefined): void {
  if (from !== undefined && !pipeline.stages.some(({ name }) => name === from)) {
    const names = pipeline.stages.map(({ name }) => name);
    throw noSuchStage(from, names, nearestName(from, names));
  }
  if (from !== undefined && hasOption(pipeline.options, 'disableRestartFromStage')) throw noRestart(from);
}

/** What a library defines is known only when it is loaded: its names are then looked up as they are called. */
function usesLibraries(
  { source, file, libraries }: Pipeline,
  configs: BuildRequest['libraries'] = [],
): boolean {
  return (
    libraries.length > 0 || namesLibrary(source, file) || configs.some(({ implicit }) => implicit === true)
  );
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
