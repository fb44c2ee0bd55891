export { imageSbom, type ImageSbom, type SbomOptions } from './image-sbom.ts';
export type { Bom, Component } from './model.ts';
export { bomJson, bomText } from './text.ts';
