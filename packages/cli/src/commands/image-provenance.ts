import { join } from 'node:path';
import { attestationOfRelease } from '@pipeline-lab/deploy';
import { connectEngine, exportImage } from '@pipeline-lab/image';
import { type Attestation, verifyAttestation } from '@pipeline-lab/image/provenance';
import type { Context } from '../context.ts';
import { chooseDestination, type ChosenDestination } from '../destination.ts';
import { badUsage, notSigned } from '../errors.ts';
import { write } from '../output.ts';
import { provenanceText } from '../render/provenance.ts';
import { harmlessText } from '../render/visible.ts';
import { attestationOf } from '../signing/attestations.ts';
import { trustedKeys } from '../signing/trust.ts';

export interface FromRelease {
  /** Beginning of a release id, or true for the one that serves. */
  readonly release?: string | true;
  readonly destination?: string;
}

export interface ProvenanceOptions extends FromRelease {
  readonly format: 'json' | 'text';
  readonly output?: string;
}

/** Prints what was signed of an image, as it is or for people; with the keys of deploy.yml it is verified. */
export async function printProvenance(
  context: Context,
  wanted: string | undefined,
  options: ProvenanceOptions,
): Promise<void> {
  const { format, output } = options;
  const chosen = await chooseDestination(context, options.destination);
  const { text, image, name } = await signedOf(context, chosen, wanted, options);
  if (format === 'json') return await write(context.cwd, output, text);
  const trusted = await trustedKeys(context, chosen.app);
  if (trusted === undefined)
    throw badUsage('deploy.yml names no key to verify it with', 'Add `verify.keys`, or use `--format json`.');
  const found = verifyAttestation(text, { name, image, ...trusted });
  await write(context.cwd, output, `${harmlessText(provenanceText(found))}\n`);
}

/** What was signed of a release on the first host of a destination, verified. Errors: also those of its verification. */
export async function signedRelease(context: Context, from: FromRelease): Promise<Attestation> {
  const chosen = await chooseDestination(context, from.destination);
  const { text, image, name } = await signedOf(context, chosen, undefined, from);
  const trusted = await trustedKeys(context, chosen.app);
  if (trusted !== undefined) return verifyAttestation(text, { name, image, ...trusted });
  throw badUsage(
    'deploy.yml names no key to verify it with',
    'Add `verify.keys`; docs/provenance.md shows how.',
  );
}

interface Signed {
  readonly text: string;
  readonly image: string;
  readonly name: string;
}

async function signedOf(
  context: Context,
  { app, hosts: [host] }: ChosenDestination,
  wanted: string | undefined,
  { release }: FromRelease,
): Promise<Signed> {
  if (release !== undefined && wanted !== undefined)
    throw badUsage('an image and --release exclude each other', 'Name one of them.');
  if (release !== undefined && host !== undefined) {
    const id = release === true ? undefined : release;
    const { text, image, label } = await attestationOfRelease(app, host, id, context.signal);
    return { text, image, name: label };
  }
  const name = wanted ?? `${app.app}:latest`;
  const { signal, stateFolder } = context;
  const engine = await connectEngine(context.env);
  const { id } = await exportImage(engine, name, { storeDir: join(stateFolder, 'layers'), signal });
  const text = await attestationOf(stateFolder, id);
  if (text === undefined) throw notSigned(name);
  return { text, image: id, name };
}
