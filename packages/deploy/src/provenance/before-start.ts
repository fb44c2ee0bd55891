import { type Attestation, isAbout } from '@pipeline-lab/image/provenance';
import { fail } from '../errors.ts';
import type { Target } from '../rollout/target.ts';

/** Compares the image of a container that is about to start with the signed one. Errors: PLAB_ATTESTED_OTHER. */
export async function requireAttested({ connection, attestation }: Target, container: string): Promise<void> {
  if (attestation === undefined) return;
  const { docker, host } = connection;
  const { Image: image } = await docker.getContainer(container).inspect();
  // Podman tells its name.
  const id = isId(image) ? image : (await docker.getImage(image).inspect()).Id;
  requireAttestedImage(attestation, id, host.name);
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
): void {
  if (attestation === undefined || isAbout(attestation.provenance, imageId(image))) return;
  throw fail('PLAB_ATTESTED_OTHER', host, image);
}
