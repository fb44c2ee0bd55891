export { collect, type Collected, type CollectRequest } from './collect.ts';
export { bundlePage } from './server/bundle.ts';
export { serve, type Served } from './server/serve.ts';
export { snapshotPage } from './server/snapshot.ts';
export { settled } from './settled.ts';
export type { View } from './view.ts';
