import { engineCall, observe } from '../host/state.ts';
import { planFor } from '../plan.ts';
import { attestationFor } from '../provenance/admit.ts';
import { requireAttestedMembers } from '../provenance/before-start.ts';
import type { Connection } from '../ssh/connection.ts';
import type { Report } from './events.ts';
import type { Rollout, Target } from './target.ts';

/** What the hosts of a rollout have in common, and what is known of each. */
interface Shared extends Pick<Target, 'deployment' | 'traffic' | 'certificates'> {
  readonly missing: ReadonlyMap<Connection, number | undefined>;
}

/**
 * Looks at a host, and gives what a rollout is to do there; changes nothing. Errors: PLAB_NO_SLOT, those of an image that is
 * not attested.
 */
export async function targetOn(
  connection: Connection,
  rollout: Rollout,
  { missing, ...shared }: Shared,
  report: Report,
): Promise<Target> {
  const before = await observe(connection, rollout.app.app);
  const release = await rollout.release(connection, before);
  const attestation = await attestationFor(rollout, connection, release);
  const plan = planFor(connection.host.name, before, release, rollout.app, runsCommand(rollout, connection));
  if (plan.switch.length === 0) await compare({ connection, attestation, before, release });
  const source = rollout.sources?.get(connection.host);
  const lacks = missing.get(connection);
  return {
    ...shared,
    connection,
    app: rollout.app,
    release,
    before,
    plan,
    caller: { folder: process.cwd(), destination: '', ...rollout.caller, verb: rollout.verb },
    ...(source === undefined ? {} : { source }),
    ...(lacks === undefined ? {} : { missing: lacks }),
    ...(attestation === undefined ? {} : { attestation }),
    ...(rollout.proxyFiles === undefined ? {} : { proxyFiles: rollout.proxyFiles }),
    done: { step: 0 },
    report,
    say: (text) => report({ type: 'say', host: connection.host.name, text }),
  };
}

/** Compares the images of a release that serves already: of another one each container is compared before it starts. */
async function compare({
  connection,
  attestation,
  before,
  release,
}: Pick<Target, 'connection' | 'before' | 'release'> &
  Parameters<typeof requireAttestedMembers>[0]): Promise<void> {
  const stays = before.releases.find(({ id }) => id === release.id);
  if (stays === undefined) return;
  await engineCall(connection, async () => await requireAttestedMembers({ connection, attestation }, stays));
}

/** A roll-back goes to a release whose command has been run. */
function runsCommand({ verb, hosts }: Rollout, { host }: Connection): boolean {
  return verb === 'deploy' && host === hosts[0];
}
