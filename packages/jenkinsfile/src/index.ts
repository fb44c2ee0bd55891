export { antMatches } from './ant-glob.ts';
export {
  type Catalogue,
  catalogue,
  type StepDeclarations,
  stepFamilies,
  valueFamilies,
  withSteps,
} from './catalogue/catalogue.ts';
export {
  type Arguments,
  type ArgumentType,
  argumentNames,
  argumentType,
  type DeclaredType,
  type Declaration,
  type Family,
  mainArgument,
  type Schema,
  schema,
  type SimpleType,
} from './catalogue/schema.ts';
export { namesLibrary } from './library.ts';
export { JenkinsfileError, type Problem } from './errors.ts';
export * from './model.ts';
export { nearestName } from './nearest.ts';
export { wantedInstead } from './parameter-values.ts';
export { parseJenkinsfile, pipelinesIn, scriptWithoutPipeline } from './read/pipeline.ts';
export { checkSteps } from './steps.ts';
