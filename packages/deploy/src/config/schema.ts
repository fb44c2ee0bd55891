import { z } from 'zod';
import { groupNames, type HostList, hostsSchema } from './groups.ts';
import { type Hooks, hooksSchema } from './hooks.ts';
import { type ProxyChange, proxyChangeSchema, type ProxyConfig, proxySchema } from './proxy.ts';
import { type EnvSource } from './resolve-env.ts';
import { mostReplicas, type Role, rolesSchema } from './roles.ts';
import { type SecretSource, secretSource } from './secret-source.ts';
import { type SshConfig, sshSchema } from './ssh.ts';
import { engineSchema, type SwarmConfig, swarmSchema } from './swarm.ts';
import { type VerifyConfig, verifySchema } from './verify.ts';

/** `deploy.yml`: the application and where it goes. */
export interface DeployFile extends AppConfig {
  readonly destinations: Readonly<Record<string, Destination>>;
}

/** What a deployment needs of the file beside the destination. Times are seconds, memory is MiB. */
export interface AppConfig extends EnvSource {
  readonly app: string;
  readonly port: number;
  readonly image: {
    readonly context: string;
    readonly dockerfile: string;
    readonly target?: string | undefined;
    /** Such as `linux/arm64`. */
    readonly platform?: string | undefined;
    readonly arguments: Readonly<Record<string, string>>;
  };
  /** Healthy is `successes` answers of `status` in a row within `timeout`. */
  readonly health: {
    readonly path: string;
    readonly status: number;
    readonly successes: number;
    readonly timeout: number;
  };
  readonly volumes: Readonly<Record<string, string>>;
  /** Containers that serve on each host. */
  readonly replicas: number;
  readonly secrets: Readonly<Record<string, SecretSource>>;
  readonly ssh: SshConfig;
  readonly resources: { readonly memory: number; readonly pids: number; readonly cpus?: number | undefined };
  readonly drain: number;
  readonly watch: number;
  /** Percents of the traffic that a new release gets first, each for so many seconds at most. */
  readonly canary: { readonly steps: readonly number[]; readonly seconds: number };
  /** Releases that stay for a roll-back, the serving one included; fewer where their images take more than `bytes`. */
  readonly keep: { readonly releases: number; readonly bytes?: number | undefined };
  readonly proxy: ProxyConfig;
  /** A command in a container of the new release, once, on the first host, before any of it starts. */
  readonly release?: { readonly command: readonly string[]; readonly timeout: number } | undefined;
  /** By name. */
  readonly roles: Readonly<Record<string, Role>>;
  readonly hooks: Hooks;
  /** The release of before keeps running until the next deployment. */
  readonly warm: boolean;
  readonly rollout: { readonly batch?: number | undefined };
  /** Present where only images of certain keys are deployed. */
  readonly verify?: VerifyConfig | undefined;
  /** Present for a destination whose engine is Docker Swarm. */
  readonly swarm?: SwarmConfig | undefined;
}

export interface Destination extends EnvSource {
  readonly hosts: HostList;
  readonly url?: string | undefined;
  readonly ssh: SshConfig;
  readonly secrets: Readonly<Record<string, SecretSource>>;
  readonly proxy: ProxyChange;
  readonly verify?: VerifyConfig | undefined;
  readonly engine: 'docker' | 'swarm';
  readonly swarm: SwarmConfig;
}

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,40}$/, 'must be lower-case letters, digits and dashes, starting with a letter');
const variable = z.string().regex(/^[A-Za-z_]\w*$/, 'is not the name of a variable');
const absolutePath = z.string().regex(/^\//, 'must begin with /');
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const variables = z.record(variable, text);
const secrets = z.record(variable, secretSource);
const word = z.string().min(1);
const files = z.union([word.transform((file) => [file]), z.array(word)]);

const destination = z.strictObject({
  hosts: hostsSchema.describe(
    '`[user@]host[:port]` each, or a name of your SSH configuration; a list, or lists by the name of a group',
  ),
  url: z.url().optional().describe('the public address, for `plab verify`'),
  ssh: sshSchema.default({}).describe('what is other than in `ssh` for this destination'),
  env: variables.default({}).describe('variables for this destination; they come on top of the others'),
  envFile: files.default([]).describe('`.env` files for this destination, before its `env`'),
  secrets: secrets.default({}).describe('secrets for this destination; they come on top of the others'),
  proxy: proxyChangeSchema.default({}).describe('what is other than in `proxy` for this destination'),
  verify: verifySchema.optional().describe('instead of `verify` for this destination'),
  engine: engineSchema,
  swarm: swarmSchema,
});

const image = z.strictObject({
  context: z.string().default('.').describe('folder that `plab build` sends to the engine'),
  dockerfile: z.string().default('Dockerfile').describe('its Dockerfile, from the context'),
  target: z.string().optional().describe('the stage of the Dockerfile to build; default: the last one'),
  platform: z
    .string()
    .regex(/^linux\/[a-z0-9]+(\/v\d+)?$/, 'is not a platform, such as linux/arm64')
    .optional()
    .describe("such as `linux/arm64`; default: the engine's own"),
  arguments: variables.default({}).describe('arguments of the build (`ARG`)'),
});

const health = z.strictObject({
  path: absolutePath.default('/health').describe('what is asked for the health'),
  status: z.int().min(100).max(599).default(200).describe('the status of a healthy answer'),
  successes: z.int().min(1).default(2).describe('healthy answers in a row that it takes'),
  timeout: z.number().positive().default(30).describe('seconds within which they have to come'),
});

const resources = z.strictObject({
  memory: z.int().min(16).default(256).describe('memory limit of a container, MiB'),
  pids: z.int().min(8).default(256).describe('limit of its processes and threads'),
  cpus: z.number().positive().optional().describe('limit of processors, such as 0.5; default: none'),
});

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

const release = z.strictObject({
  command: z.array(z.string()).min(1).describe('a command and its arguments'),
  timeout: z.number().positive().default(600).describe('seconds that it may take'),
});
const releases = z.int().min(1).max(8);
const keep = z.union([
  releases.transform((count) => ({ releases: count })),
  z.strictObject({
    releases: releases.default(5).describe('so many'),
    bytes: z.int().positive().optional().describe('fewer where their images take more than this together'),
  }),
]);
const rollout = z.strictObject({
  batch: z.int().min(1).optional().describe('hosts that are switched at a time; default: all at once'),
});

/** Checks `deploy.yml` and fills in what it leaves out. */
export const deployFileSchema: z.ZodType<DeployFile> = z
  .strictObject({
    app: name.describe('name of the application: lower-case letters, digits, dashes'),
    port: z.int().min(1).max(65535).default(8080).describe('where it listens inside its container'),
    image: image.default(image.parse({})).describe('what `plab build` builds'),
    health: health.default(health.parse({})).describe('when a release counts as healthy'),
    volumes: z
      .record(name, absolutePath)
      .default({})
      .describe('named volumes and where they are mounted; both releases see them during a switch'),
    replicas: z
      .int()
      .min(1)
      .max(mostReplicas)
      .default(1)
      .describe(
        'containers of a release that serve on each host, between which the proxy shares the requests',
      ),
    env: variables.default({}).describe('variables of the container'),
    envFile: files
      .default([])
      .describe('`.env` files beside deploy.yml with more of them; `env` comes on top'),
    secrets: secrets.default({}).describe('secret variables of the container and where each comes from'),
    resources: resources.default(resources.parse({})).describe('limits of a container'),
    drain: z
      .number()
      .nonnegative()
      .default(30)
      .describe('seconds an old release may take to finish its requests'),
    watch: z
      .number()
      .nonnegative()
      .default(3)
      .describe('seconds the new release is watched after the switch'),
    canary: canary.default(canary.parse({})).describe('a release gets a part of the traffic first'),
    keep: keep
      .default({ releases: 5 })
      .describe(
        'releases kept for a roll-back, the serving one included: a number, or `{ releases, bytes }` with what their images may take together',
      ),
    warm: z
      .boolean()
      .default(false)
      .describe('the release of before keeps running until the next deployment, for a roll-back at once'),
    release: release
      .optional()
      .describe('a command such as a migration, once, in a container of the new release before it starts'),
    roles: rolesSchema(variables)
      .default({})
      .describe('containers of the release that get no traffic, such as workers, by name'),
    hooks: hooksSchema.default(hooksSchema.parse({})).describe('commands on this machine, around the phases'),
    proxy: proxySchema.default(proxySchema.parse({})).describe('how requests reach the application'),
    verify: verifySchema.optional().describe('whose images are deployed; default: anybody’s'),
    ssh: sshSchema.default({}).describe('how the hosts are reached'),
    rollout: rollout.default(rollout.parse({})).describe('in which steps several hosts are switched'),
    destinations: z.record(name, destination).describe('where it goes, by name'),
  })
  .superRefine(({ roles, destinations }, context) => {
    const groups = new Set(Object.values(destinations).flatMap(({ hosts }) => groupNames(hosts)));
    for (const [role, { group }] of Object.entries(roles))
      if (group !== undefined && !groups.has(group))
        context.addIssue({
          code: 'custom',
          path: ['roles', role, 'group'],
          message: `is no group of hosts (there is ${[...groups].join(', ') || 'none'})`,
        });
  });
