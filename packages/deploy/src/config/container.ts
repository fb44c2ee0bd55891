import { z } from 'zod';
import { absolutePath } from './values.ts';

/** Healthy is `successes` answers of `status` in a row within `timeout` seconds. */
export interface HealthConfig {
  readonly path: string;
  readonly status: number;
  readonly successes: number;
  readonly timeout: number;
}

/** Limits of a container; memory is MiB. */
export interface ResourcesConfig {
  readonly memory: number;
  readonly pids: number;
  readonly cpus?: number | undefined;
}

const health = z.strictObject({
  path: absolutePath.default('/health').describe('what is asked for the health'),
  status: z.int().min(100).max(599).default(200).describe('the status of a healthy answer'),
  successes: z.int().min(1).default(2).describe('healthy answers in a row that it takes'),
  timeout: z.number().positive().default(30).describe('seconds within which they have to come'),
});

export const healthSchema: z.ZodType<HealthConfig> = health
  .default(health.parse({}))
  .describe('when a release counts as healthy');

const resources = z.strictObject({
  memory: z.int().min(16).default(256).describe('memory limit of a container, MiB'),
  pids: z.int().min(8).default(256).describe('limit of its processes and threads'),
  cpus: z.number().positive().optional().describe('limit of processors, such as 0.5; default: none'),
});

export const resourcesSchema: z.ZodType<ResourcesConfig> = resources
  .default(resources.parse({}))
  .describe('limits of a container');
