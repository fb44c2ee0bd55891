export {
  checkDockerfile,
  type DockerfileFinding,
  type DockerfileOptions,
  type ImageFinding,
} from './check-dockerfile.ts';
export { checkImage } from './check-image.ts';
export { checkRuleInfo } from './docs.ts';
export type { AuditedImage } from './image/audited.ts';
export { readAuditedImage } from './image/read.ts';
export { dockerfileRules, imageRules } from './registry.ts';
export type { DockerfileRule, ImageRule } from './rule.ts';
export { maskSecrets } from './mask-secrets.ts';
