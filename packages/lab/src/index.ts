export { clusterAddress, type ClusterOptions, createCluster } from './cluster.ts';
export { destroyLab, type LabPlace, listHosts } from './destroy.ts';
export {
  acceptSsh,
  cutLinks,
  fillDisk,
  freeDisk,
  freezeLinks,
  killEngine,
  killProxy,
  loseHost,
  refuseSsh,
  reloadProxy,
  restartEngine,
  reviveEngine,
  thawLinks,
} from './faults.ts';
export { type BareHostOptions, createBareHost, type Login, publicKeyFile } from './host/bare.ts';
export { createHost, type CreateHostOptions, type LabHost, requireWebPort } from './host/create.ts';
export { ensureHostImage, type HostEngine, type HostImageOptions } from './host/image.ts';
export { volumesOf } from './host/container.ts';
export { inside } from './host/inside.ts';
export { labelsOf } from './host/labels.ts';
export { followTarget, type Monitoring, startMonitoring } from './monitoring.ts';
export { createUplink, type Relay, type Uplink, type UplinkOptions } from './uplink.ts';
export { hostThrough, sshPortOf } from './relayed.ts';
export { answerTo } from './traffic/ask.ts';
export { sumOf, type TrafficKind, type TrafficReport } from './traffic/diary.ts';
export { socketOnce, streamOnce } from './traffic/lasting.ts';
export { beginTraffic, type Traffic } from './traffic/traffic.ts';
export { mixed, type Visit, type Visits } from './traffic/visits.ts';
