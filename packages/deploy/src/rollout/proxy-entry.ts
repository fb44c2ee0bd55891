import { createHash } from 'node:crypto';
import { certificateOn, installCertificate, isDue } from '../proxy/certificates.ts';
import { configuredApp, configureProxy, type ProxyFile, readProxyFile } from '../proxy/configure.ts';
import type { ProxiedApp, Server } from '../proxy/entry.ts';
import { pageFile, switchFile } from '../proxy/files.ts';
import { usualPage } from '../proxy/maintenance-page.ts';
import type { Target } from './target.ts';

/** What serves. */
type Servers = Pick<ProxiedApp, 'server' | 'canary' | 'nodes'>;

/** What the proxy is to do for the application, with these servers. */
export function entryOf({ app: { app, proxy }, done }: Target, servers: Servers): ProxiedApp {
  const { hosts, path, strip, body, timeouts, tls } = proxy;
  const { page = '', certified = false, thumbprint: acme } = done.entry ?? {};
  const { redirect = true, hsts } = tls ?? {};
  const secured = tls !== undefined && certified ? { redirect, hsts } : undefined;
  return { app, ...servers, hosts, path, strip, body, timeouts, page, tls: secured, acme };
}

/**
 * Brings the application's part of the proxy to the host: its files, then its configuration. The release that serves
 * goes on serving.
 */
export async function enterProxy(target: Target, serving: Servers): Promise<void> {
  const { connection, app, proxyFiles, certificates, done } = target;
  const file = await readProxyFile(connection, pageFile(app.app), switchFile(app.app));
  const previous = await configuredApp(connection, file);
  const page = await installPage(target, file, previous);
  if (proxyFiles?.certificate !== undefined) await installCertificate(connection, proxyFiles.certificate);
  const certified = app.proxy.tls !== undefined && (await certificateOn(connection)) !== undefined;
  const thumbprint = app.proxy.tls?.acme === undefined ? undefined : await certificates.thumbprint();
  done.entry = { previous, page, certified, thumbprint };
  await configureProxy(connection, entryOf(target, serving), file);
}

/** Gets a certificate from the authority when there is none that lasts, for all hosts together. */
export async function certify(target: Target, serving: Servers): Promise<void> {
  const { connection, app, certificates, done } = target;
  if (!isDue(await certificateOn(connection), app.proxy.hosts)) return;
  await installCertificate(connection, await certificates.order());
  if (done.entry !== undefined) done.entry.certified = true;
  await configureProxy(connection, entryOf(target, serving));
}

/** What the proxy did for the application before the rollout, with the release that served then. */
export async function leaveProxy(target: Target, serving: Server | undefined): Promise<void> {
  const { connection, done } = target;
  if (done.entry === undefined) return;
  const before = done.entry.previous ?? entryOf(target, {});
  await configureProxy(connection, { ...before, server: serving, canary: undefined });
}

/** Gives the hash of the page. A roll-back brings none, and leaves the one that is there. */
async function installPage(
  { connection, proxyFiles }: Target,
  { others: [present, off] }: ProxyFile,
  previous: ProxiedApp | undefined,
): Promise<string> {
  if (proxyFiles === undefined && previous !== undefined) return previous.page;
  const page = proxyFiles?.page ?? usualPage;
  const hash = createHash('sha256').update(page).digest('hex');
  if (present !== hash) await connection.run(['put', pageFile(connection.app), page]);
  if (off === undefined) await connection.run(['touch', '-a', switchFile(connection.app)]);
  return hash.slice(0, 16);
}
