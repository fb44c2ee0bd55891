import { readFile } from 'node:fs/promises';
import { type Host, identityFiles, setUpHost } from '@pipeline-lab/deploy';
import type { Context } from '../context.ts';
import { chooseHost, swarmNodesWith } from '../destination.ts';
import { badUsage, unreadable } from '../errors.ts';
import { withHostKeys } from '../host-keys.ts';
import { setupReport, setupSummary } from '../render/setup.ts';
import { StageFailure } from './failure.ts';

export interface SetupOptions {
  readonly check: boolean;
  readonly deployUser: string;
  /** File of a public key. */
  readonly key: string | undefined;
  readonly open: readonly string[];
  readonly json: boolean;
  readonly acceptHostKey: readonly string[];
}

/** Sets a host up, or with `check` tells what differs and ends with exit code 1 when something does. */
export async function setUp(context: Context, text: string, options: SetupOptions): Promise<void> {
  const { check, deployUser, json } = options;
  if (!/^[a-z_][a-z0-9_-]{0,31}$/.test(deployUser))
    throw badUsage(`“${deployUser}” is not the name of a user`, 'Use lower-case letters, digits and dashes.');
  const openPorts = options.open.map(portOf);
  const { app, host } = await chooseHost(context, text);
  const publicKey = await readKey(host, options.key);
  const swarmNodes = await swarmNodesWith(context, host);
  const node = swarmNodes === undefined ? {} : { swarmNodes };
  const request = { host, app: app.app, deployUser, publicKey, openPorts, check, ...node };
  const different = await withHostKeys(
    context,
    options.acceptHostKey,
    async () => await setUpHost(request, setupReport(json), context.signal),
  );
  if (!json) console.log(setupSummary({ host, deployUser, check, different }));
  if (check && different > 0) throw new StageFailure(`${different} resources differ`);
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw badUsage(`--open: “${text}” is not a port`, 'Give a number from 1 to 65535.');
}

async function readKey(host: Host, file: string | undefined): Promise<string> {
  const text =
    file === undefined
      ? await usualKey(host)
      : await readFile(file, 'utf8').catch((error: unknown) => {
          throw unreadable(file, error);
        });
  const [line = ''] = text.trim().split('\n');
  if (/^(?:ssh-|ecdsa-|sk-)\S+ [A-Za-z0-9+/=]+(?: [^"\n]*)?$/.test(line)) return line;
  throw badUsage(`${file ?? 'the file'} is not a public key`, 'Give the file that ends in .pub.');
}

/** The first key that ssh would offer the host and whose public half is beside it. */
async function usualKey(host: Host): Promise<string> {
  for (const file of await identityFiles(host)) {
    const text = await readFile(`${file}.pub`, 'utf8').catch(() => undefined);
    if (text !== undefined) return text;
  }
  throw badUsage(
    `ssh has no key file for ${host.name} whose public half is beside it`,
    'Make one with `ssh-keygen -t ed25519 -f deploy_key`, then give `--key deploy_key.pub`.',
  );
}
