import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type * as Acme from 'acme-client';
import type { AppConfig } from '../config/schema.ts';
import type { AcmeConfig } from '../config/proxy.ts';
import { fail } from '../errors.ts';
import { type Connection, stateFolder } from '../ssh/connection.ts';

/** Certificates from an authority, for all hosts of a rollout together: whichever of them it asks can answer. */
export interface Certificates {
  /** Of the account: what the hosts answer a challenge with (RFC 8555, 8.1). */
  thumbprint(): Promise<string>;
  /** One certificate with its chain and key; the same for whoever asks. Errors: PLAB_CERTIFICATE. */
  order(): Promise<string>;
}

/** Nothing is asked or made before it is needed. */
export function certificatesFor(app: AppConfig, connections: readonly Connection[]): Certificates {
  let key: Promise<string> | undefined;
  let ordered: Promise<string> | undefined;
  const account = async (): Promise<string> => await (key ??= accountKey(connections));
  return {
    thumbprint: async () => thumbprintOf(await account()),
    order: async () => await (ordered ??= account().then(async (text) => await order(app, text))),
  };
}

/** RFC 7638 for a key on a curve: the hash of its four public parts. */
export function thumbprintOf(privateKey: string): string {
  const { crv, kty, x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
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
  return await connection.run(['sh', '-c', script, 'sh', keyFile(connection)]);
}

function keyFile({ app }: Connection): string {
  return `${stateFolder(app)}/acme-account.pem`;
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim();
}

async function order({ proxy }: AppConfig, key: string): Promise<string> {
  if (proxy.tls?.acme === undefined) throw new Error('deploy.yml asks for no authority');
  const acme = await import('acme-client');
  const [certificateKey, csr] = await acme.crypto.createCsr({
    commonName: proxy.hosts[0] ?? '',
    altNames: [...proxy.hosts],
  });
  try {
    const chain = await clientOf(acme, proxy.tls.acme, key).auto({
      csr,
      email: proxy.tls.acme.email,
      termsOfServiceAgreed: true,
      challengePriority: ['http-01'],
      // The hosts answer any challenge by themselves, and need not be reached from here.
      skipChallengeVerification: true,
      challengeCreateFn: async () => undefined,
      challengeRemoveFn: async () => undefined,
    });
    return `${chain.trim()}\n${certificateKey.toString().trim()}\n`;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw fail('PLAB_CERTIFICATE', proxy.hosts.join(', '), said, error);
  }
}

function clientOf(acme: typeof Acme, { directory }: AcmeConfig, accountKey: string): Acme.Client {
  return new acme.Client({ directoryUrl: directory, accountKey });
}
