import { z } from 'zod';

/** `deploy.yml`: the application and where it goes. */
export interface DeployFile extends AppConfig {
  readonly destinations: Readonly<Record<string, Destination>>;
}

/** What a deployment needs of the file beside the destination. Times are seconds, memory is MiB. */
export interface AppConfig {
  readonly app: string;
  /** Where the application listens inside its container. */
  readonly port: number;
  readonly image: { readonly context: string; readonly dockerfile: string };
  /** Healthy is `successes` answers of `status` in a row within `timeout`. */
  readonly health: {
    readonly path: string;
    readonly status: number;
    readonly successes: number;
    readonly timeout: number;
  };
  /** Where each named volume of the application is mounted. */
  readonly volumes: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly resources: { readonly memory: number; readonly pids: number };
  /** How long an old release may take to finish its requests. */
  readonly drain: number;
  /** How long the new release is watched after the switch. */
  readonly watch: number;
  /** Percents of the traffic that a new release gets first, each for so many seconds at most. */
  readonly canary: { readonly steps: readonly number[]; readonly seconds: number };
  /** Releases kept for a roll-back, the serving one included. */
  readonly keep: number;
}

export interface Destination {
  readonly hosts: readonly string[];
  /** The public address. */
  readonly url?: string | undefined;
  readonly env: Readonly<Record<string, string>>;
}

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,40}$/, 'must be lower-case letters, digits and dashes, starting with a letter');
const variables = z.record(
  z.string().regex(/^[A-Za-z_]\w*$/, 'is not a variable name'),
  z.union([z.string(), z.number(), z.boolean()]).transform(String),
);

const destination = z.strictObject({
  hosts: z.array(z.string()).min(1, 'needs at least one host'),
  url: z.url().optional(),
  env: variables.default({}),
});

/** Checks `deploy.yml` and fills in what it leaves out. */
export const deployFileSchema: z.ZodType<DeployFile> = z.strictObject({
  app: name,
  port: z.int().min(1).max(65535).default(8080),
  image: z
    .strictObject({ context: z.string().default('.'), dockerfile: z.string().default('Dockerfile') })
    .default({ context: '.', dockerfile: 'Dockerfile' }),
  health: z
    .strictObject({
      path: z.string().startsWith('/').default('/health'),
      status: z.int().min(100).max(599).default(200),
      successes: z.int().min(1).default(2),
      timeout: z.number().positive().default(30),
    })
    .default({ path: '/health', status: 200, successes: 2, timeout: 30 }),
  volumes: z.record(name, z.string().startsWith('/')).default({}),
  env: variables.default({}),
  resources: z
    .strictObject({ memory: z.int().min(16).default(256), pids: z.int().min(8).default(256) })
    .default({ memory: 256, pids: 256 }),
  drain: z.number().nonnegative().default(30),
  watch: z.number().nonnegative().default(3),
  canary: z
    .strictObject({
      steps: z
        .array(z.int().min(1).max(99))
        .refine((steps) => steps.every((step, at) => at === 0 || step > (steps[at - 1] ?? 0)), 'must grow')
        .default([]),
      seconds: z.number().positive().default(30),
    })
    .default({ steps: [], seconds: 30 }),
  keep: z.int().min(1).max(8).default(5),
  destinations: z.record(name, destination),
});
