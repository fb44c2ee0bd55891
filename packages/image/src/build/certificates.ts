import { globSync, readFileSync, statSync } from 'node:fs';

/** Where Debian's administrators put authorities of their own (update-ca-certificates(8)). */
const localAuthorities = '/usr/local/share/ca-certificates/**/*.crt';
/** A bigger file (bytes) is a whole trust store, which a build argument cannot carry. */
const biggest = 16_384;

/**
 * The certificate authorities that this machine trusts beyond the public ones, as PEM; empty when there are none.
 * A build behind an intercepting proxy needs them to download anything.
 */
export function extraCertificates(env: NodeJS.ProcessEnv = process.env): string {
  const named = env['NODE_EXTRA_CA_CERTS'];
  const files = [...globSync(localAuthorities), ...(named === undefined || named === '' ? [] : [named])];
  const texts = files.flatMap((file) => read(file) ?? []);
  return [...new Set(texts.flatMap((text) => text.match(certificate) ?? []))].join('\n');
}

const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function read(file: string): string | undefined {
  try {
    return statSync(file).size <= biggest ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
