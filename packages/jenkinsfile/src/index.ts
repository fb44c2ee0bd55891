export { JenkinsfileError, type Problem } from './errors.ts';
export * from './model.ts';
export { nearestName } from './nearest.ts';
export { parseJenkinsfile } from './read/pipeline.ts';
export { checkSteps } from './steps.ts';
