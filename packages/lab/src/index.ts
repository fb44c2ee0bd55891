export { destroyLab, type LabPlace, listHosts } from './destroy.ts';
export {
  acceptSsh,
  cutLinks,
  fillDisk,
  freeDisk,
  freezeLinks,
  killEngine,
  killProxy,
  refuseSsh,
  restartEngine,
  reviveEngine,
  thawLinks,
} from './faults.ts';
export { createHost, type CreateHostOptions, type LabHost, requireWebPort } from './host/create.ts';
export { ensureHostImage, type HostImageOptions } from './host/image.ts';
