import type { KeyObject } from 'node:crypto';
import { fail } from '../errors.ts';
import type { Bom } from '../sbom/model.ts';
import { type Envelope, seal, signerOf } from './dsse.ts';
import { keyId } from './key.ts';
import { type Provenance, provenanceType } from './provenance.ts';
import {
  type ImageIdentity,
  isAbout,
  parseStatement,
  type Statement,
  statementOf,
  statementType,
} from './statement.ts';

/** The type of the predicate that is a CycloneDX document. */
const bomType = 'https://cyclonedx.org/bom';

/** What was signed of an image, and by whom. */
export interface Attestation {
  /** The file that it comes from: a bundle of in-toto, one envelope a line. */
  readonly text: string;
  /** Of the key that verified it. */
  readonly keyId: string;
  readonly provenance: Statement<Provenance>;
  readonly bom: Bom;
}

/**
 * Signs where an image comes from and what it holds: a bundle of two statements.
 * https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/bundle.md
 */
export function attest(
  name: string,
  image: ImageIdentity,
  { provenance, bom }: { readonly provenance: Provenance; readonly bom: Bom },
  key: KeyObject,
): string {
  const statements = [
    statementOf(name, image, provenanceType, provenance),
    statementOf(name, image, bomType, bom),
  ];
  return statements
    .map((one) => `${JSON.stringify(seal(statementType, Buffer.from(JSON.stringify(one)), key))}\n`)
    .join('');
}

export interface VerifyRequest {
  /** What the user calls the image. */
  readonly name: string;
  /** The digest that the statements have to be about. */
  readonly image: string;
  /** One of them has to have signed all. */
  readonly keys: readonly KeyObject[];
}

/**
 * Verifies a bundle: every envelope is signed by one of the keys and about the image, and there are a provenance and a
 * bill of materials. Throws PLAB_ATTESTATION_FORMAT, _KEY, _ALTERED, _IMAGE, _INCOMPLETE.
 */
export function verifyAttestation(text: string, { name, image, keys }: VerifyRequest): Attestation {
  const verified = envelopesOf(text, name).map((envelope) => verifyOne(envelope, name, keys));
  for (const { statement } of verified)
    if (!isAbout(statement, image)) throw fail('PLAB_ATTESTATION_IMAGE', name, subjectsOf(statement));
  const of = (type: string): (typeof verified)[number] => {
    const found = verified.find(({ statement }) => statement.predicateType === type);
    if (found === undefined) throw fail('PLAB_ATTESTATION_INCOMPLETE', name, type);
    return found;
  };
  const { statement, signer } = of(provenanceType);
  const bom = of(bomType).statement.predicate as Bom;
  return { text, keyId: signer, provenance: statement as Statement<Provenance>, bom };
}

function envelopesOf(text: string, name: string): Envelope[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, index) => {
    const found = parsed(line);
    if (isEnvelope(found)) return found;
    throw fail('PLAB_ATTESTATION_FORMAT', name, `line ${index + 1} is no DSSE envelope`);
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isEnvelope(found: unknown): found is Envelope {
  const { payloadType, payload, signatures } = (found ?? {}) as Partial<Envelope>;
  return (
    payloadType === statementType &&
    typeof payload === 'string' &&
    Array.isArray(signatures) &&
    signatures.every((one: Partial<Envelope['signatures'][number]> | null) => typeof one?.sig === 'string')
  );
}

function verifyOne(
  envelope: Envelope,
  name: string,
  keys: readonly KeyObject[],
): { readonly statement: Statement; readonly signer: string } {
  const signer = signerOf(envelope, keys);
  if (signer === undefined) throw refusal(envelope, name, keys.map(keyId));
  const statement = parseStatement(Buffer.from(envelope.payload, 'base64').toString());
  if (statement !== undefined) return { statement, signer: keyId(signer) };
  throw fail('PLAB_ATTESTATION_FORMAT', name, 'what was signed is no in-toto statement');
}

/** Of one that claims to be of a known key, something was changed. */
function refusal({ signatures }: Envelope, name: string, known: readonly string[]): Error {
  const claimed = signatures.map(({ keyid = 'an unnamed key' }) => keyid);
  const ours = claimed.find((id) => known.includes(id));
  if (ours !== undefined) return fail('PLAB_ATTESTATION_ALTERED', name, shortKey(ours));
  const names = (ids: readonly string[]): string => ids.map(shortKey).join(', ') || 'nobody';
  return fail('PLAB_ATTESTATION_KEY', name, `signed by ${names(claimed)}, trusted: ${names(known)}`);
}

/** The beginning of a key id, as people compare it. */
export function shortKey(id: string): string {
  return id.slice(0, 16);
}

function subjectsOf({ subject }: Statement): string {
  return subject.map(({ digest: { sha256 } }) => `sha256:${sha256.slice(0, 12)}`).join(', ');
}
