import { resolve } from 'node:path';
import { z } from 'zod';
import { type Host, parseHost } from '../host/host.ts';
import { expanded } from '../ssh/client-settings.ts';

/** How hosts are reached, beside what the SSH configuration of the user says. Files are named from deploy.yml's folder. */
export interface SshConfig {
  /** A configuration file that comes instead of the user's own. */
  readonly config?: string | undefined;
  /** The private key, and no other one. */
  readonly identity?: string | undefined;
  /** `[user@]host[:port]` that every connection goes through. */
  readonly jump?: string | undefined;
}

/** `[user@]host[:port]`, or a name of the SSH configuration. */
export const hostText: z.ZodType<string> = z
  .string()
  .refine(
    (value) => parseHost(value) !== undefined,
    'is not a host: write [user@]host[:port], or a name of your SSH configuration',
  );

const file = z.string().min(1);

export const sshSchema: z.ZodType<SshConfig> = z.strictObject({
  config: file.optional().describe('an SSH configuration file that comes instead of your own'),
  identity: file.optional().describe('the private key that is used, and no other one'),
  jump: hostText.optional().describe('the host that every connection goes through'),
});

/** What a {@link Host} needs of it. */
export function sshOf({ config, identity, jump }: SshConfig, folder: string): Partial<Host> {
  return {
    ...(config === undefined ? {} : { sshConfigFile: resolve(folder, expanded(config)) }),
    ...(identity === undefined ? {} : { identityFile: resolve(folder, expanded(identity)) }),
    ...(jump === undefined ? {} : { jump }),
  };
}
