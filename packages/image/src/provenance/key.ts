import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { messageOf } from '../command.ts';
import { fail } from '../errors.ts';

/** A new pair of ed25519 keys as PEM: PKCS #8 and SubjectPublicKeyInfo, as OpenSSL writes them. */
export function newKeyPair(): { readonly privateKey: string; readonly publicKey: string } {
  return generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

/** Reads a private key; `where` is what the user calls it. Throws PLAB_KEY, which never shows what was read. */
export function signingKey(pem: string, where: string): KeyObject {
  return ed25519(() => createPrivateKey(pem), where);
}

/** Reads a public key. Throws PLAB_KEY. */
export function verifyingKey(pem: string, where: string): KeyObject {
  if (pem.includes('PRIVATE KEY'))
    throw fail('PLAB_KEY', where, 'this is a private key, and a public one is wanted');
  return ed25519(() => createPublicKey(pem), where);
}

/** SHA-256 of the public key (SubjectPublicKeyInfo, DER) in hexadecimal: what names it in signatures and messages. */
export function keyId(key: KeyObject): string {
  const own = key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256')
    .update(own.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** The public half as PEM. */
export function publicPem(key: KeyObject): string {
  const own = key.type === 'private' ? createPublicKey(key) : key;
  return own.export({ type: 'spki', format: 'pem' }).toString();
}

function ed25519(read: () => KeyObject, where: string): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch (error) {
    throw fail('PLAB_KEY', where, `it is no PEM of a key (${messageOf(error)})`, error);
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw fail('PLAB_KEY', where, `it is a key of ${key.asymmetricKeyType}, and ed25519 is wanted`);
}
