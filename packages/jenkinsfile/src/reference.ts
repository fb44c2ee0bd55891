/** Everything that the docs are made from. */
export { agents } from './catalogue/agents.ts';
export { catalogue, stepFamilies, valueFamilies } from './catalogue/catalogue.ts';
export { conditions } from './catalogue/conditions.ts';
export * from './catalogue/directives.ts';
export { pipelineOptions, stageOptions } from './catalogue/options.ts';
export { parameterAliases, parameters } from './catalogue/parameters.ts';
export { argumentNames, argumentType, mainArgument, type Family, type Schema } from './catalogue/schema.ts';
export { triggers } from './catalogue/triggers.ts';
export { tools } from './catalogue/values.ts';
export { rules } from './lint/registry.ts';
export type { Rule } from './lint/rule.ts';
export { messages } from './messages.ts';
export { postConditions } from './model.ts';
