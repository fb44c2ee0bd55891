import { z } from 'zod';

/** Percents of the traffic that a new release gets first, each for so many seconds at most. */
export interface CanaryConfig {
  readonly steps: readonly number[];
  readonly seconds: number;
}

/** Releases that stay for a roll-back, the serving one included; fewer where their images take more than `bytes`. */
export interface KeepConfig {
  readonly releases: number;
  readonly bytes?: number | undefined;
}

/** A command in a container of the new release, once, on the first host, before any of it starts. */
export interface ReleaseCommand {
  readonly command: readonly string[];
  /** Seconds. */
  readonly timeout: number;
}

/** In which steps several hosts are switched. */
export interface RolloutConfig {
  readonly batch?: number | undefined;
}

const canary = z.strictObject({
  steps: z
    .array(z.int().min(1).max(99))
    .refine((steps) => steps.every((step, at) => at === 0 || step > (steps[at - 1] ?? 0)), 'must grow')
    .default([])
    .describe(
      'percents of the traffic that a new release gets first, such as `[1, 10, 50]`; default: all at once',
    ),
  seconds: z.number().positive().default(30).describe('seconds that each of these shares lasts at most'),
});

export const canarySchema: z.ZodType<CanaryConfig> = canary
  .default(canary.parse({}))
  .describe('a release gets a part of the traffic first');

const releases = z.int().min(1).max(8);

export const keepSchema: z.ZodType<KeepConfig> = z
  .union([
    releases.transform((count) => ({ releases: count })),
    z.strictObject({
      releases: releases.default(5).describe('so many'),
      bytes: z.int().positive().optional().describe('fewer where their images take more than this together'),
    }),
  ])
  .default({ releases: 5 })
  .describe(
    'releases kept for a roll-back, the serving one included: a number, or `{ releases, bytes }` with what their images may take together',
  );

export const releaseSchema: z.ZodType<ReleaseCommand | undefined> = z
  .strictObject({
    command: z.array(z.string()).min(1).describe('a command and its arguments'),
    timeout: z.number().positive().default(600).describe('seconds that it may take'),
  })
  .optional()
  .describe('a command such as a migration, once, in a container of the new release before it starts');

const rollout = z.strictObject({
  batch: z.int().min(1).optional().describe('hosts that are switched at a time; default: all at once'),
});

export const rolloutSchema: z.ZodType<RolloutConfig> = rollout
  .default(rollout.parse({}))
  .describe('in which steps several hosts are switched');
