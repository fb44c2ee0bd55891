import { createHash, generateKeyPairSync } from 'node:crypto';
import type { AppConfig } from '../config/schema.ts';
import { fail } from '../errors.ts';
import { type Connection, stateFolder } from '../ssh/connection.ts';
import { openAccount, publicJwk } from './client.ts';
import { signingRequest } from './csr.ts';

/** Certificates from an authority, for all hosts of a rollout together: whichever of them it asks can answer. */
export interface Certificates {
  /** Of the account: what the hosts answer a challenge with (RFC 8555, 8.1). */
  thumbprint(): Promise<string>;
  /** One certificate with its chain and key; the same for whoever asks. Errors: PLAB_CERTIFICATE. */
  order(): Promise<string>;
}

/** Nothing is asked or made before it is needed. */
export function certificatesFor(
  app: AppConfig,
  connections: readonly Connection[],
  signal: AbortSignal,
): Certificates {
  let key: Promise<string> | undefined;
  let ordered: Promise<string> | undefined;
  const account = async (): Promise<string> => await (key ??= accountKey(connections));
  return {
    thumbprint: async () => thumbprintOf(await account()),
    order: async () => await (ordered ??= account().then(async (text) => await order(app, text, signal))),
  };
}

/** RFC 7638: the hash of the public parts. */
function thumbprintOf(privateKey: string): string {
  return createHash('sha256')
    .update(JSON.stringify(publicJwk(privateKey)))
    .digest('base64url');
}

/** The key of the account lies on every host, so that any deployer can renew. */
async function accountKey(connections: readonly Connection[]): Promise<string> {
  const found = await Promise.all(connections.map(readKey));
  const key = found.find((text) => text !== '') ?? newKey();
  await Promise.all(
    connections.map(async (connection, at) => {
      if (found[at] !== key) await connection.run(['put', keyFile(connection), key]);
    }),
  );
  return key;
}

async function readKey(connection: Connection): Promise<string> {
  const script = 'if [ -e "$1" ]; then cat "$1"; fi';
  return await connection.ask(['sh', '-c', script, 'sh', keyFile(connection)]);
}

function keyFile({ app }: Connection): string {
  return `${stateFolder(app)}/acme-account.pem`;
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim();
}

async function order({ proxy }: AppConfig, key: string, signal: AbortSignal): Promise<string> {
  const { hosts, tls } = proxy;
  if (tls?.acme === undefined) throw new Error('deploy.yml asks for no authority');
  const { directory, email } = tls.acme;
  const { request, privateKey } = signingRequest(hosts);
  try {
    const account = await openAccount(directory, email, key, signal);
    return `${(await account.order(hosts, request)).trim()}\n${privateKey}`;
  } catch (error) {
    signal.throwIfAborted();
    const said = error instanceof Error ? error.message : String(error);
    throw fail('PLAB_CERTIFICATE', hosts.join(', '), said, error);
  }
}
