export * from './builds.ts';
export { stepNames } from './steps/registry.ts';
