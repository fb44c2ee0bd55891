import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  algorithm,
  contextTag,
  hostNames,
  identifier,
  integerTag,
  sequence,
  setTag,
  signed,
  tagged,
} from './der.ts';

const day = 24 * 60 * 60 * 1000;
/** Days that it is valid. */
const lifetime = 30;

/**
 * A certificate (X.509, RFC 5280) for some host names that nobody vouches for, and its new key, as one PEM text. For hosts
 * that are no production, where an authority must not be asked.
 */
export function selfSigned(hosts: readonly string[]): string {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Date.now();
  const about = sequence(
    tagged(contextTag, tagged(integerTag, Buffer.from([2]))),
    tagged(integerTag, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    ownName,
    sequence(timeOf(now - day), timeOf(now + lifetime * day)),
    ownName,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(contextTag + 3, sequence(hostNames(hosts))),
  );
  const certificate = signed(about, privateKey).toString('base64').replaceAll(/.{64}/g, '$&\n');
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n${key}`;
}

const utcTimeTag = 0x17;
const utf8Tag = 0x0c;

/** commonName, as issuer and as subject. */
const ownName = sequence(
  tagged(setTag, sequence(identifier('550403'), tagged(utf8Tag, Buffer.from('plab, not an authority')))),
);

/** `YYMMDDhhmmssZ`. */
function timeOf(time: number): Buffer {
  const digits = new Date(time).toISOString().replaceAll(/\D/g, '').slice(2, 14);
  return tagged(utcTimeTag, Buffer.from(`${digits}Z`));
}
