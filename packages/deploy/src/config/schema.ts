import { z } from 'zod';
import { type HealthConfig, healthSchema, type ResourcesConfig, resourcesSchema } from './container.ts';
import { type Destination, destinationSchema } from './destination.ts';
import { groupNames } from './groups.ts';
import { type Hooks, hooksSchema } from './hooks.ts';
import { type ImageConfig, imageSchema } from './image.ts';
import { type ProxyConfig, proxySchema } from './proxy.ts';
import type { EnvSource } from './resolve-env.ts';
import { mostReplicas, type Role, rolesSchema } from './roles.ts';
import {
  type CanaryConfig,
  canarySchema,
  type KeepConfig,
  keepSchema,
  type ReleaseCommand,
  releaseSchema,
  type RolloutConfig,
  rolloutSchema,
} from './rollout.ts';
import type { SecretSource } from './secret-source.ts';
import { type SshConfig, sshSchema } from './ssh.ts';
import type { SwarmConfig } from './swarm.ts';
import { absolutePath, filesSchema, nameSchema, secretsSchema, variablesSchema } from './values.ts';
import { type VerifyConfig, verifySchema } from './verify.ts';

/** `deploy.yml`: the application and where it goes. */
export interface DeployFile extends AppConfig {
  readonly destinations: Readonly<Record<string, Destination>>;
}

/** What a deployment needs of the file beside the destination. Times are seconds, memory is MiB. */
export interface AppConfig extends EnvSource {
  readonly app: string;
  readonly port: number;
  readonly image: ImageConfig;
  readonly health: HealthConfig;
  readonly volumes: Readonly<Record<string, string>>;
  /** Containers that serve on each host. */
  readonly replicas: number;
  readonly secrets: Readonly<Record<string, SecretSource>>;
  readonly ssh: SshConfig;
  readonly resources: ResourcesConfig;
  readonly drain: number;
  readonly watch: number;
  readonly canary: CanaryConfig;
  readonly keep: KeepConfig;
  readonly proxy: ProxyConfig;
  readonly release?: ReleaseCommand | undefined;
  /** By name. */
  readonly roles: Readonly<Record<string, Role>>;
  readonly hooks: Hooks;
  /** The release of before keeps running until the next deployment. */
  readonly warm: boolean;
  readonly rollout: RolloutConfig;
  /** Present where only images of certain keys are deployed. */
  readonly verify?: VerifyConfig | undefined;
  /** Present for a destination whose engine is Docker Swarm. */
  readonly swarm?: SwarmConfig | undefined;
}

/** Checks `deploy.yml` and fills in what it leaves out. */
export const deployFileSchema: z.ZodType<DeployFile> = z
  .strictObject({
    app: nameSchema.describe('name of the application: lower-case letters, digits, dashes'),
    port: z.int().min(1).max(65535).default(8080).describe('where it listens inside its container'),
    image: imageSchema,
    health: healthSchema,
    volumes: z
      .record(nameSchema, absolutePath)
      .default({})
      .describe(
        'named volumes and where they are mounted; both releases see them during a switch; on a swarm the first `swarm.replicas` hosts have them, and what serves stops before the next one starts',
      ),
    replicas: z
      .int()
      .min(1)
      .max(mostReplicas)
      .default(1)
      .describe(
        'containers of a release that serve on each host, between which the proxy shares the requests',
      ),
    env: variablesSchema.default({}).describe('variables of the container'),
    envFile: filesSchema
      .default([])
      .describe('`.env` files beside deploy.yml with more of them; `env` comes on top'),
    secrets: secretsSchema
      .default({})
      .describe('secret variables of the container and where each comes from'),
    resources: resourcesSchema,
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
    canary: canarySchema,
    keep: keepSchema,
    warm: z
      .boolean()
      .default(false)
      .describe('the release of before keeps running until the next deployment, for a roll-back at once'),
    release: releaseSchema,
    roles: rolesSchema(variablesSchema)
      .default({})
      .describe('containers of the release that get no traffic, such as workers, by name'),
    hooks: hooksSchema.default(hooksSchema.parse({})).describe('commands on this machine, around the phases'),
    proxy: proxySchema.default(proxySchema.parse({})).describe('how requests reach the application'),
    verify: verifySchema.optional().describe('whose images are deployed; default: anybody’s'),
    ssh: sshSchema.default({}).describe('how the hosts are reached'),
    rollout: rolloutSchema,
    destinations: z.record(nameSchema, destinationSchema).describe('where it goes, by name'),
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
