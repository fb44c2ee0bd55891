export { type Explanation, explainPipeline } from './explain.ts';
export type { Facts } from './facts.ts';
