import { join } from 'node:path';
import { type AppConfig, attestationOfRelease, loadDeployFile } from '@pipeline-lab/deploy';
import { connectEngine, exportImage } from '@pipeline-lab/image';
import { type Attestation, verifyAttestation } from '@pipeline-lab/image/provenance';
import type { Context } from '../context.ts';
import { chooseDestination } from '../destination.ts';
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
  const { format, output, release } = options;
  if (release !== undefined && wanted !== undefined)
    throw badUsage('an image and --release exclude each other', 'Name one of them.');
  const signed =
    release === undefined ? await signedHere(context, wanted, options) : await signedThere(context, options);
  const text =
    format === 'json' ? signed.text : `${harmlessText(provenanceText(await verified(context, signed)))}\n`;
  await write(context.cwd, output, text);
}

/** What was signed of a release on the first host of a destination, verified. Errors: also those of its verification. */
export async function signedRelease(context: Context, from: FromRelease): Promise<Attestation> {
  return await verified(context, await signedThere(context, from));
}

interface Signed {
  readonly text: string;
  readonly image: string;
  readonly name: string;
  /** By whose keys it is verified. */
  readonly app: AppConfig;
}

async function verified(context: Context, { text, image, name, app }: Signed): Promise<Attestation> {
  const trusted = await trustedKeys(context, app);
  if (trusted !== undefined) return verifyAttestation(text, { name, image, ...trusted });
  throw badUsage(
    'deploy.yml names no key to verify it with',
    'Add `verify.keys`, name the destination that has them with -d, or use `image provenance --format json`.',
  );
}

/** Of a release, as its first host keeps it. */
async function signedThere(context: Context, { release, destination }: FromRelease): Promise<Signed> {
  const { name: chosen, app, hosts } = await chooseDestination(context, destination);
  const [host] = hosts;
  if (host === undefined) throw badUsage(`${chosen} has no host`, 'Name another destination with -d.');
  const id = release === true ? undefined : release;
  const { text, image, label } = await attestationOfRelease(app, host, id, context.signal);
  return { text, image, name: label, app };
}

/** Of an image of the local engine, as its build here kept it. */
async function signedHere(
  context: Context,
  wanted: string | undefined,
  { destination }: FromRelease,
): Promise<Signed> {
  const app = await appOf(context, destination);
  const name = wanted ?? `${app.app}:latest`;
  const { signal, stateFolder } = context;
  const engine = await connectEngine(context.env);
  const { id } = await exportImage(engine, name, { storeDir: join(stateFolder, 'layers'), signal });
  const text = await attestationOf(stateFolder, id);
  if (text === undefined) throw notSigned(name);
  return { text, image: id, name, app };
}

/** With the keys of a destination when that is named or the only one; an image here is of no destination. */
async function appOf(context: Context, destination: string | undefined): Promise<AppConfig> {
  const file = await loadDeployFile(join(context.cwd, 'deploy.yml'));
  const open = destination === undefined && Object.keys(file.destinations).length !== 1;
  return open ? file : (await chooseDestination(context, destination)).app;
}
