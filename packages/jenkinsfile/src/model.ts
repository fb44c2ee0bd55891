export type * from './model/agent.ts';
export type * from './model/condition.ts';
export { stagePath } from './model/path.ts';
export { childStages, type MatrixCell, matrixCells } from './model/cells.ts';
export { type Post, type PostCondition, postConditions } from './model/post.ts';
export type * from './model/pipeline.ts';
export type * from './model/settings.ts';
export type * from './model/stage.ts';
