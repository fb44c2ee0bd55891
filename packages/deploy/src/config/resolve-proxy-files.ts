import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fail } from '../errors.ts';
import type { ProxyFiles } from '../rollout/target.ts';
import type { PemSource, ProxyConfig } from './proxy.ts';
import { resolveSecrets, type SecretSurroundings } from './resolve-secrets.ts';

/** Reads what the proxies of the hosts need beside their configuration. Errors: PLAB_DEPLOY_FILE, PLAB_SECRET, PLAB_CERTIFICATE. */
export async function resolveProxyFiles(
  { maintenance, tls }: ProxyConfig,
  surroundings: SecretSurroundings,
  signal: AbortSignal,
): Promise<ProxyFiles> {
  const { certificate, key } = tls ?? {};
  return {
    ...(maintenance === undefined ? {} : { page: await pageOf(maintenance, surroundings.folder) }),
    ...(certificate === undefined || key === undefined
      ? {}
      : { certificate: await pairOf(certificate, key, surroundings, signal) }),
  };
}

async function pageOf(file: string, folder: string): Promise<string> {
  return await readFile(resolve(folder, file), 'utf8').catch((error: unknown) => {
    throw fail('PLAB_DEPLOY_FILE', 'deploy.yml: proxy.maintenance', `${file} cannot be read`, error);
  });
}

/** Certificate, chain and key as HAProxy wants them: in one text. They must belong together. */
async function pairOf(
  certificate: PemSource,
  key: PemSource,
  surroundings: SecretSurroundings,
  signal: AbortSignal,
): Promise<string> {
  const chain = await pemOf('proxy.tls.certificate', certificate, surroundings, signal);
  const secret = await pemOf('proxy.tls.key', key, surroundings, signal);
  try {
    const belongs = new X509Certificate(chain).checkPrivateKey(createPrivateKey(secret));
    if (belongs) return `${chain.trim()}\n${secret.trim()}\n`;
  } catch (error) {
    throw fail('PLAB_CERTIFICATE', 'proxy.tls in deploy.yml', messageOf(error), error);
  }
  throw fail('PLAB_CERTIFICATE', 'proxy.tls in deploy.yml', 'the key is not that of the certificate');
}

async function pemOf(
  name: string,
  source: PemSource,
  surroundings: SecretSurroundings,
  signal: AbortSignal,
): Promise<string> {
  if (!('file' in source))
    return (await resolveSecrets({ [name]: source }, surroundings, signal))[name] ?? '';
  return await readFile(resolve(surroundings.folder, source.file), 'utf8').catch((error: unknown) => {
    throw fail('PLAB_SECRET', name, `${source.file} cannot be read`, error);
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
