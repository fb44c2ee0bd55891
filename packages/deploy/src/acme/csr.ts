import { generateKeyPairSync } from 'node:crypto';
import { contextTag, hostNames, identifier, integerTag, sequence, setTag, signed, tagged } from './der.ts';

/** A certificate signing request (PKCS #10, RFC 2986) for some host names, and the key that it is about. */
export interface SigningRequest {
  /** DER. */
  readonly request: Buffer;
  /** PEM (PKCS #8) of a new key on the curve P-256. */
  readonly privateKey: string;
}

/** Makes a key, and a request for a certificate with these names: no subject, all of them as `subjectAltName`. */
export function signingRequest(hosts: readonly string[]): SigningRequest {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const about = sequence(
    tagged(integerTag, Buffer.from([0])),
    sequence(),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(contextTag, extensionRequest(hosts)),
  );
  return {
    request: signed(about, privateKey),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** Of RFC 2985. */
const extensionRequestId = identifier('2a864886f70d01090e');

function extensionRequest(hosts: readonly string[]): Buffer {
  return sequence(extensionRequestId, tagged(setTag, sequence(hostNames(hosts))));
}
