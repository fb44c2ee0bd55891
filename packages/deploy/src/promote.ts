import { deploy, type DeployRequest } from './deploy.ts';
import { fail } from './errors.ts';
import type { AppConfig } from './config/schema.ts';
import type { Host } from './host/host.ts';
import type { DeploymentRecord } from './host/journal.ts';
import type { KeptRelease } from './host/state.ts';
import { releaseOn, visit } from './operate/visit.ts';
import type { Report } from './rollout/events.ts';

export interface PromoteRequest extends Omit<DeployRequest, 'image' | 'label'> {
  /** The hosts that serve what is to be promoted. */
  readonly from: readonly Host[];
}

/**
 * Deploys the image that one destination serves to another one, which has its own configuration and secrets. It is the same
 * image, by its digest: out of the local engine, or where that has it no longer out of a host that serves it. Errors: PLAB_PROMOTE, PLAB_NOT_DEPLOYED,
 * and those of {@link deploy}.
 */
export async function promote(
  { from, ...request }: PromoteRequest,
  report: Report,
  signal: AbortSignal,
): Promise<DeploymentRecord[]> {
  const [first] = from;
  if (first === undefined) throw fail('PLAB_PROMOTE', 'the first destination', 'it has no host');
  const { image, label } = await servedByAll(request.app, from, signal);
  const local = await request.engine.docker
    .getImage(image)
    .inspect()
    .catch(() => undefined);
  if (local !== undefined) return await deploy({ ...request, image, label }, report, signal);
  report({
    type: 'say',
    host: first.name,
    text: 'the image is read from here: the local engine has it no longer',
  });
  return await visit(request.app, first, signal, async ({ docker }) => {
    const engine = { ...request.engine, docker };
    return await deploy({ ...request, engine, image, label }, report, signal);
  });
}

/** What all hosts of a destination serve. */
async function servedByAll(
  app: AppConfig,
  hosts: readonly Host[],
  signal: AbortSignal,
): Promise<KeptRelease> {
  const served = await Promise.all(
    hosts.map(async (host) => {
      const release = await visit(
        app,
        host,
        signal,
        async (connection) => await releaseOn(connection, app, undefined),
      );
      return { host, release };
    }),
  );
  const [first] = served;
  const other = served.find(({ release }) => release.image !== first?.release.image);
  if (first !== undefined && other === undefined) return first.release;
  const names = served.map(({ host, release }) => `${host.name} ${release.label}`).join(', ');
  throw fail('PLAB_PROMOTE', 'its hosts', `they serve different images: ${names}`);
}
