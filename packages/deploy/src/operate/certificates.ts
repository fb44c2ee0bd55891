import type { AppConfig } from '../config/schema.ts';
import type { Host } from '../host/host.ts';
import { certificatesFor } from '../acme/certificates-for.ts';
import { certificateOn, installCertificate, isDue } from '../proxy/certificates.ts';
import { configuredApp, configureProxy } from '../proxy/configure.ts';
import { fail } from '../errors.ts';
import { lockAll } from '../rollout/lock.ts';
import type { Connection } from '../ssh/connection.ts';

/** The certificate of one host, after {@link renewCertificates}. */
export interface HostCertificate {
  readonly host: string;
  readonly renewed: boolean;
  /** RFC 3339. */
  readonly ends: string;
  readonly names: readonly string[];
}

export interface RenewRequest {
  readonly app: AppConfig;
  readonly hosts: readonly Host[];
  /** Also those that are not due. */
  readonly all: boolean;
}

/**
 * Renews the certificates that end within 30 days or lack a name, one for all hosts; proxies take them up without a
 * reload. Under the deployments' lock. Errors: PLAB_CERTIFICATE, PLAB_LOCKED, PLAB_NOT_DEPLOYED.
 */
export async function renewCertificates(
  { app, hosts, all }: RenewRequest,
  signal: AbortSignal,
): Promise<HostCertificate[]> {
  if (app.proxy.tls?.acme === undefined)
    throw fail('PLAB_CERTIFICATE', app.app, 'deploy.yml names no `proxy.tls.acme`');
  const connections = await lockAll({ app, hosts }, signal, 'renewing certificates');
  try {
    const certificates = certificatesFor(app, connections, signal);
    const thumbprint = await certificates.thumbprint();
    await Promise.all(connections.map(async (each) => await answerChallenges(each, thumbprint)));
    return await Promise.all(
      connections.map(async (each) => {
        const due = all || isDue(await certificateOn(each), app.proxy.hosts);
        if (due) await install(each, app, await certificates.order());
        return await described(each, due);
      }),
    );
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
  }
}

async function answerChallenges(connection: Connection, acme: string): Promise<void> {
  const entry = await configuredApp(connection);
  if (entry === undefined) throw fail('PLAB_NOT_DEPLOYED', connection.host.name, `of ${connection.app}`);
  await configureProxy(connection, { ...entry, acme });
}

async function install(connection: Connection, { proxy: { tls } }: AppConfig, pem: string): Promise<void> {
  await installCertificate(connection, pem);
  const entry = await configuredApp(connection);
  if (entry === undefined || tls === undefined || entry.tls !== undefined) return;
  await configureProxy(connection, { ...entry, tls: { redirect: tls.redirect, hsts: tls.hsts } });
}

async function described(connection: Connection, renewed: boolean): Promise<HostCertificate> {
  const certificate = await certificateOn(connection);
  if (certificate === undefined)
    throw fail('PLAB_CERTIFICATE', connection.host.name, 'it is not on the host after all');
  const names = (certificate.subjectAltName ?? '').split(', ').map((name) => name.replace(/^DNS:/, ''));
  return { host: connection.host.name, renewed, ends: new Date(certificate.validTo).toISOString(), names };
}
