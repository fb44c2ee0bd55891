import type { Target } from '../rollout/target.ts';
import { type Connection, stateFolder } from '../ssh/connection.ts';

const suffix = '.intoto.jsonl';

/** Keeps what was signed of the release with it, on its host. */
export async function keepAttestation({ connection, app, release, attestation }: Target): Promise<void> {
  if (attestation === undefined) return;
  await connection.run(['put', fileOf(app.app, release.id), attestation.text], 'keep provenance');
}

/** What a host keeps of a release; undefined when that is nothing. */
export async function attestationOn(
  connection: Connection,
  app: string,
  release: string,
): Promise<string | undefined> {
  const script = 'if [ -e "$1" ]; then cat "$1"; fi';
  const text = await connection.ask(['sh', '-c', script, 'sh', fileOf(app, release)]);
  return text === '' ? undefined : text;
}

/** Forgets what was signed of releases that the host keeps no more. */
export async function forgetAttestations(
  connection: Connection,
  app: string,
  kept: ReadonlySet<string>,
): Promise<void> {
  const folder = folderOf(app);
  const listed = await connection.ask(['sh', '-c', 'if [ -e "$1" ]; then ls "$1"; fi', 'sh', folder]);
  const gone = listed
    .split('\n')
    .filter((name) => name.endsWith(suffix) && !kept.has(name.slice(0, -suffix.length)));
  if (gone.length === 0) return;
  await connection.run(['rm', '-f', ...gone.map((name) => `${folder}/${name}`)], 'forget provenance');
}

function fileOf(app: string, release: string): string {
  return `${folderOf(app)}/${release}${suffix}`;
}

function folderOf(app: string): string {
  return `${stateFolder(app)}/provenance`;
}
