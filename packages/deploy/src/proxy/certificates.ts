import { X509Certificate } from 'node:crypto';
import { fail } from '../errors.ts';
import type { Connection } from '../ssh/connection.ts';
import { command } from './command.ts';
import { certificateFile } from './files.ts';

/** Days before its end at which a certificate is renewed: what the large authorities recommend for 90 days. */
const renewalDays = 30;

const day = 24 * 60 * 60 * 1000;

/** The certificate of the connection's application on the host; undefined when there is none. */
export async function certificateOn(connection: Connection): Promise<X509Certificate | undefined> {
  const file = certificateFile(connection.app);
  // The private key stays where it is.
  const script = 'if [ -e "$1" ]; then sed -n "/BEGIN CERT/,/END CERT/p" "$1"; fi';
  const text = await connection.ask(['sh', '-c', script, 'sh', file]);
  return text.trim() === '' ? undefined : new X509Certificate(text);
}

/** Whether a certificate is missing, ends soon, or lacks one of the names. Pure. */
export function isDue(
  certificate: X509Certificate | undefined,
  hosts: readonly string[],
  now: number = Date.now(),
): boolean {
  if (certificate === undefined) return true;
  const ends = Date.parse(certificate.validTo);
  return ends - now < renewalDays * day || hosts.some((host) => certificate.checkHost(host) === undefined);
}

/**
 * Puts a certificate with its chain and key on the host, for nobody but the proxy's group to read. A proxy that has one
 * for the application already uses the new one from now on, without a reload: connections go on.
 */
export async function installCertificate(connection: Connection, pem: string): Promise<void> {
  const file = certificateFile(connection.app);
  const text = pem.replaceAll(/\r?\n(?:\s*\n)*/g, '\n').replace(/\n*$/, '\n');
  const known = (await command(connection, 'show ssl cert')).split('\n').includes(file);
  if (known) await swap(connection, file, text);
  await connection.run(['put', file, text]);
}

async function swap(connection: Connection, file: string, text: string): Promise<void> {
  const answer = `${await command(connection, `set ssl cert ${file} <<\n${text}`)}\n${await command(connection, `commit ssl cert ${file}`)}`;
  if (/^Success!$/m.test(answer)) return;
  await command(connection, `abort ssl cert ${file}`);
  throw fail('PLAB_CERTIFICATE', connection.host.name, answer.trim());
}
