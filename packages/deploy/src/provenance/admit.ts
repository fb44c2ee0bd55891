import type { KeyObject } from 'node:crypto';
import { type Attestation, verifyAttestation } from '@pipeline-lab/image/provenance';
import type { AppConfig } from '../config/schema.ts';
import { fail } from '../errors.ts';
import type { Release } from '../release.ts';
import type { Connection } from '../ssh/connection.ts';
import { imageId } from './before-start.ts';
import { attestationOn } from './keep.ts';

/** Whose images may be deployed, and where what they signed is. */
export interface Trust {
  readonly keys: readonly KeyObject[];
  /** The bundle of statements about the image of a digest, `sha256:…`; undefined when there is none. */
  readonly find: (image: string) => Promise<string | undefined>;
}

/** What a rollout holds its releases to; without an attestation, that of each host counts. */
export interface Admission {
  readonly keys: readonly KeyObject[];
  readonly attestation?: Attestation;
}

/** Verifies what was signed of an image, before anything else is done. Errors: PLAB_NOT_ATTESTED, PLAB_ATTESTATION_…. */
export async function admit(
  { keys, find }: Trust,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<Admission> {
  const text = await find(id);
  if (text === undefined) throw fail('PLAB_NOT_ATTESTED', name, 'there is none for it here');
  return { keys, attestation: verifyAttestation(text, { name, image: id, keys }) };
}

/**
 * What was signed of a release that a host gets or has; undefined where nobody asks for that. Errors: as {@link admit}.
 */
export async function attestationFor(
  { admission, app }: { readonly admission?: Admission | undefined; readonly app: Pick<AppConfig, 'app'> },
  connection: Connection,
  { id, image, label: name }: Pick<Release, 'id' | 'image' | 'label'>,
): Promise<Attestation | undefined> {
  if (admission === undefined || admission.attestation !== undefined) return admission?.attestation;
  const text = await attestationOn(connection, app.app, id);
  if (text === undefined)
    throw fail('PLAB_NOT_ATTESTED', `${name} (${id})`, `${connection.host.name} keeps none of it`);
  return verifyAttestation(text, { name, image: imageId(image), keys: admission.keys });
}
