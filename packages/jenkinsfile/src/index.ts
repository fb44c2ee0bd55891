export { antMatches } from './ant-glob.ts';
export { type Catalogue, catalogue, stepFamilies, valueFamilies, withSteps } from './catalogue/catalogue.ts';
export {
  type Arguments,
  type ArgumentType,
  type Family,
  mainArgument,
  type Schema,
  schema,
} from './catalogue/schema.ts';
export { JenkinsfileError, type Problem } from './errors.ts';
export * from './model.ts';
export { nearestName } from './nearest.ts';
export { parseJenkinsfile } from './read/pipeline.ts';
export { checkSteps } from './steps.ts';
