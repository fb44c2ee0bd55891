import { deploy, type DeployRequest } from './deploy.ts';
import { fail } from './errors.ts';
import type { AppConfig } from './config/schema.ts';
import type { Host } from './host/host.ts';
import type { DeploymentRecord } from './host/journal.ts';
import type { KeptRelease } from './host/state.ts';
import { attestationOn } from './provenance/keep.ts';
import { visit } from './operate/visit.ts';
import type { Report } from './rollout/events.ts';
import { statuses } from './status.ts';

export interface PromoteRequest extends Omit<DeployRequest, 'image' | 'label'> {
  /** The hosts that serve what is to be promoted. */
  readonly from: readonly Host[];
  /** The application as it is configured there; default: as for where it goes. */
  readonly fromApp?: AppConfig;
}

/**
 * Deploys the image that one destination serves to another one, which has its own configuration and secrets. It is the same
 * image, by its digest: out of the local engine, or where that has it no longer out of a host that serves it. Errors: PLAB_PROMOTE, PLAB_NOT_DEPLOYED,
 * and those of {@link deploy}.
 */
export async function promote(
  { from, fromApp, ...request }: PromoteRequest,
  report: Report,
  signal: AbortSignal,
): Promise<DeploymentRecord[]> {
  const [first] = from;
  if (first === undefined) throw fail('PLAB_PROMOTE', 'the first destination', 'it has no host');
  const { id, image, label } = await servedByAll(fromApp ?? request.app, from, signal);
  const { trust } = request;
  const onHost = async (): Promise<string | undefined> =>
    await visit(
      request.app,
      first,
      signal,
      async (connection) => await attestationOn(connection, request.app.app, id),
    );
  const wanted = {
    ...request,
    image,
    label,
    ...(trust && {
      trust: { ...trust, find: async (digest: string) => (await trust.find(digest)) ?? (await onHost()) },
    }),
  };
  const local = await request.engine.docker
    .getImage(image)
    .inspect()
    .catch(() => undefined);
  if (local !== undefined) return await deploy(wanted, report, signal);
  report({
    type: 'say',
    host: first.name,
    text: 'the image is read from here: the local engine has it no longer',
  });
  return await visit(request.app, first, signal, async ({ docker }) => {
    const engine = { ...request.engine, docker };
    return await deploy({ ...wanted, engine }, report, signal);
  });
}

/** What all hosts of a destination serve. */
async function servedByAll(
  app: AppConfig,
  hosts: readonly Host[],
  signal: AbortSignal,
): Promise<KeptRelease> {
  const served = (await statuses(app, hosts, signal)).map(({ host, state }) => {
    const release = state.releases.find(({ id }) => id === state.serving);
    if (release === undefined) throw fail('PLAB_NOT_DEPLOYED', host, `${app.app} that serves`);
    return { host, release };
  });
  const [first] = served;
  const other = served.find(({ release }) => release.image !== first?.release.image);
  if (first !== undefined && other === undefined) return first.release;
  const names = served.map(({ host, release }) => `${host} ${release.label}`).join(', ');
  throw fail('PLAB_PROMOTE', 'its hosts', `they serve different images: ${names}`);
}
