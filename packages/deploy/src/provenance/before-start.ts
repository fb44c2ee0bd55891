import { type Attestation, isAbout } from '@pipeline-lab/image/provenance';
import { fail } from '../errors.ts';
import type { KeptRelease } from '../host/state.ts';
import type { Connection } from '../ssh/connection.ts';

/** A host, and what was signed of a release's image there; undefined where nobody asks for that. */
interface Checked {
  readonly connection: Connection;
  readonly attestation?: Attestation | undefined;
}

/** Compares the image of a container that is about to start with the signed one. Errors: PLAB_ATTESTED_OTHER. */
export async function requireAttested(checked: Checked, container: string): Promise<void> {
  await requireImage(checked, container, notStarted);
}

/** Compares the images of all that a release has on its host, where it serves already. Errors: as {@link requireAttested}. */
export async function requireAttestedMembers(
  checked: Checked,
  { replicas, workers }: Pick<KeptRelease, 'replicas' | 'workers'>,
): Promise<void> {
  for (const { name, container } of [...replicas, ...workers])
    await requireImage(checked, container, `which its ${name} has`);
}

const notStarted = 'which was not started';

async function requireImage(
  { connection, attestation }: Checked,
  container: string,
  what: string,
): Promise<void> {
  if (attestation === undefined) return;
  const { docker, host } = connection;
  const { Image: image } = await docker.getContainer(container).inspect();
  // Podman tells its name.
  const id = isId(image) ? image : (await docker.getImage(image).inspect()).Id;
  requireAttestedImage(attestation, id, host.name, what);
}

/** An id as digest: Podman leaves out what kind of digest it is. */
export function imageId(id: string): string {
  return /^[0-9a-f]{64}$/.test(id) ? `sha256:${id}` : id;
}

function isId(image: string): boolean {
  return /^(?:sha256:)?[0-9a-f]{64}$/.test(image);
}

/** The same of the id that an engine has an image by. */
export function requireAttestedImage(
  attestation: Attestation | undefined,
  image: string,
  host: string,
  what: string = notStarted,
): void {
  if (attestation === undefined || isAbout(attestation.provenance, imageId(image))) return;
  throw fail('PLAB_ATTESTED_OTHER', host, `${image}, ${what}`);
}
