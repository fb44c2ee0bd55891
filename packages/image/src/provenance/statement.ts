/** What is said of images. https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/statement.md */
export interface Statement<Predicate = unknown> {
  readonly _type: 'https://in-toto.io/Statement/v1';
  readonly subject: readonly Subject[];
  readonly predicateType: string;
  readonly predicate: Predicate;
}

interface Subject {
  readonly name: string;
  readonly digest: { readonly sha256: string };
  readonly mediaType: string;
}

/** The type of an envelope's payload. */
export const statementType = 'application/vnd.in-toto+json';

/** An image by both digests that engines know it by. */
export interface ImageIdentity {
  /** Digest of the configuration, `sha256:…`: its id in Docker's classic store and in Podman. */
  readonly id: string;
  /** Digest of the manifest that hosts get: its id in containerd's store. */
  readonly manifest: string;
}

/** Says something of an image. */
export function statementOf<Predicate>(
  name: string,
  { id, manifest }: ImageIdentity,
  predicateType: string,
  predicate: Predicate,
): Statement<Predicate> {
  const subject = (digest: string, kind: string): Subject => ({
    name,
    digest: { sha256: digest.replace(/^sha256:/, '') },
    mediaType: `application/vnd.oci.image.${kind}.v1+json`,
  });
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [subject(id, 'config'), subject(manifest, 'manifest')],
    predicateType,
    predicate,
  };
}

/** Whether a statement is about the image of a digest, `sha256:…`. */
export function isAbout({ subject }: Statement, digest: string): boolean {
  return subject.some(({ digest: { sha256 } }) => `sha256:${sha256}` === digest);
}

/** Reads a statement from what was signed; undefined when it is none. */
export function parseStatement(text: string): Statement | undefined {
  try {
    const told = JSON.parse(text) as Partial<Statement> | null;
    const { _type: type, predicateType, subject } = told ?? {};
    const isWhole =
      type === 'https://in-toto.io/Statement/v1' &&
      typeof predicateType === 'string' &&
      Array.isArray(subject) &&
      subject.every((one: Partial<Subject> | null) => typeof one?.digest?.sha256 === 'string');
    return isWhole ? (told as Statement) : undefined;
  } catch {
    return undefined;
  }
}
