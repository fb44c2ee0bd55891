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
export { type Finding, lintJenkinsfile, type LintOptions } from './lint/lint.ts';
export { ruleInfo, type RuleInfo } from './lint/docs.ts';
export type { Severity } from './lint/rule.ts';
export { codeFrame } from '@pipeline-lab/groovy/syntax';
export { type Explanation, explainPipeline } from './explain/explain.ts';
export type { Facts } from './explain/facts.ts';
export { type Graph, type GraphNode, graphOf } from './graph/graph.ts';
