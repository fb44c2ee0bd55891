import { z } from 'zod';
import { type HostList, hostsSchema } from './groups.ts';
import { type ProxyChange, proxyChangeSchema } from './proxy.ts';
import type { EnvSource } from './resolve-env.ts';
import type { SecretSource } from './secret-source.ts';
import { type SshConfig, sshSchema } from './ssh.ts';
import { engineSchema, type SwarmConfig, swarmSchema } from './swarm.ts';
import { filesSchema, secretsSchema, variablesSchema } from './values.ts';
import { type VerifyConfig, verifySchema } from './verify.ts';

/** Where an application goes, and what is other there than in the rest of the file. */
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

export const destinationSchema: z.ZodType<Destination> = z.strictObject({
  hosts: hostsSchema.describe(
    '`[user@]host[:port]` each, or a name of your SSH configuration; a list, or lists by the name of a group',
  ),
  url: z.url().optional().describe('the public address, for `plab verify`'),
  ssh: sshSchema.default({}).describe('what is other than in `ssh` for this destination'),
  env: variablesSchema.default({}).describe('variables for this destination; they come on top of the others'),
  envFile: filesSchema.default([]).describe('`.env` files for this destination, before its `env`'),
  secrets: secretsSchema.default({}).describe('secrets for this destination; they come on top of the others'),
  proxy: proxyChangeSchema.default({}).describe('what is other than in `proxy` for this destination'),
  verify: verifySchema.optional().describe('instead of `verify` for this destination'),
  engine: engineSchema,
  swarm: swarmSchema,
});
