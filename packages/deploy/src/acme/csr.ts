import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

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

// ASN.1 tags (X.690); the context's own are numbered from 0.
const integerTag = 0x02;
const bitStringTag = 0x03;
const octetStringTag = 0x04;
const identifierTag = 0x06;
const sequenceTag = 0x30;
const setTag = 0x31;
const contextTag = 0xa0;
const dnsNameTag = 0x82;

/** Object identifiers, in DER: of RFC 2985 (extensionRequest), RFC 5280 (subjectAltName), RFC 5758 (ecdsa-with-SHA256). */
const identifiers = {
  extensionRequest: tagged(identifierTag, Buffer.from('2a864886f70d01090e', 'hex')),
  subjectAltName: tagged(identifierTag, Buffer.from('551d11', 'hex')),
  ecdsaWithSha256: tagged(identifierTag, Buffer.from('2a8648ce3d040302', 'hex')),
} as const;

function extensionRequest(hosts: readonly string[]): Buffer {
  const names = sequence(...hosts.map((host) => tagged(dnsNameTag, Buffer.from(host, 'ascii'))));
  const extension = sequence(identifiers.subjectAltName, tagged(octetStringTag, names));
  return sequence(identifiers.extensionRequest, tagged(setTag, sequence(extension)));
}

function signed(about: Buffer, key: KeyObject): Buffer {
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', about, key)]);
  return sequence(about, sequence(identifiers.ecdsaWithSha256), tagged(bitStringTag, signature));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(sequenceTag, Buffer.concat(parts));
}

function tagged(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content]);
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const digits = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  return Buffer.from([0x80 | digits.length, ...digits]);
}
