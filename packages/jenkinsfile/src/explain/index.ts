export { type Explanation, explainPipeline } from './explain.ts';
export { type Facts, refusedParameters } from './facts.ts';
