import { type KeyObject, sign, verify } from 'node:crypto';
import { keyId } from './key.ts';

/** A signed payload. https://github.com/secure-systems-lab/dsse/blob/v1.0.2/envelope.md */
export interface Envelope {
  readonly payloadType: string;
  /** Base64. */
  readonly payload: string;
  readonly signatures: readonly { readonly keyid?: string; readonly sig: string }[];
}

/**
 * The bytes that a signature is over: the type is signed with the payload, so that neither can be taken for another.
 * https://github.com/secure-systems-lab/dsse/blob/v1.0.2/protocol.md
 */
export function preAuthEncoding(type: string, payload: Buffer): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

/** Signs a payload with an ed25519 private key. */
export function seal(type: string, payload: Buffer, key: KeyObject): Envelope {
  const sig = sign(null, preAuthEncoding(type, payload), key).toString('base64');
  return { payloadType: type, payload: payload.toString('base64'), signatures: [{ keyid: keyId(key), sig }] };
}

/** The key of these that signed an envelope; undefined when none did. The key ids in it are only hints, and not asked. */
export function signerOf(
  { payloadType, payload, signatures }: Envelope,
  keys: readonly KeyObject[],
): KeyObject | undefined {
  const bytes = preAuthEncoding(payloadType, Buffer.from(payload, 'base64'));
  return keys.find((key) =>
    signatures.some(({ sig }) => verify(null, bytes, key, Buffer.from(sig, 'base64'))),
  );
}
