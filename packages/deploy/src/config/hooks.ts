import { z } from 'zod';

/** The phases of a rollout that local commands may run around. */
export const hookPhases = [
  'prepare',
  'release',
  'start',
  'canary',
  'switch',
  'watch',
  'confirm',
  'finalize',
] as const;

type HookPhase = (typeof hookPhases)[number];
type Argv = readonly string[];

/** Commands on the deployer's machine, in the folder of deploy.yml. */
export interface Hooks {
  /** One that fails stops the rollout. */
  readonly before: { readonly [phase in HookPhase]?: Argv | undefined };
  /** One that fails is told. */
  readonly after: { readonly [phase in HookPhase | 'failure']?: Argv | undefined };
}

const argv = z.array(z.string()).min(1, 'needs a command');

const keys = (phases: readonly string[]): Record<string, z.ZodOptional<typeof argv>> =>
  Object.fromEntries(phases.map((phase) => [phase, argv.optional().describe(`a command and its arguments`)]));

export const hooksSchema: z.ZodType<Hooks> = z.strictObject({
  before: z
    .strictObject(keys(hookPhases))
    .default({})
    .describe('commands before a phase; one that fails stops'),
  after: z
    .strictObject(keys([...hookPhases, 'failure']))
    .default({})
    .describe('commands after a phase, or after a failure'),
});
