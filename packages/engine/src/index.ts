export type { BuildRequest } from './build/request.ts';
export type * from './events/event.ts';
export { follow, type RunningBuild } from './events/follow.ts';
export type { Result } from './events/result.ts';
export { abort, startBuild } from './process/start.ts';
export { stepNames } from './steps/registry.ts';
