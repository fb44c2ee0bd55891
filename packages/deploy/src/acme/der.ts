import { type KeyObject, sign } from 'node:crypto';

// ASN.1 tags (X.690); the context's own are numbered from 0.
export const integerTag = 0x02;
const bitStringTag = 0x03;
const octetStringTag = 0x04;
const identifierTag = 0x06;
const sequenceTag = 0x30;
export const setTag = 0x31;
export const contextTag = 0xa0;
const dnsNameTag = 0x82;

/** An object identifier from its content in DER. */
export const identifier = (hex: string): Buffer => tagged(identifierTag, Buffer.from(hex, 'hex'));

/** Of RFC 5758. */
const ecdsaWithSha256 = identifier('2a8648ce3d040302');
/** Of RFC 5280. */
const subjectAltName = identifier('551d11');

/** What is signed with it, and the signature: the outer form of a certificate and of a request for one. */
export function signed(about: Buffer, key: KeyObject): Buffer {
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', about, key)]);
  return sequence(about, algorithm, tagged(bitStringTag, signature));
}

/** How {@link signed} signs. */
export const algorithm: Buffer = sequence(ecdsaWithSha256);

/** The extension `subjectAltName` with host names. */
export function hostNames(hosts: readonly string[]): Buffer {
  const names = sequence(...hosts.map((host) => tagged(dnsNameTag, Buffer.from(host, 'ascii'))));
  return sequence(subjectAltName, tagged(octetStringTag, names));
}

export function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(sequenceTag, Buffer.concat(parts));
}

export function tagged(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content]);
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const digits = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  return Buffer.from([0x80 | digits.length, ...digits]);
}
