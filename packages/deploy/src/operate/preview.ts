import type { ShippableImage } from '@pipeline-lab/image';
import type { AppConfig } from '../config/schema.ts';
import type { Host } from '../host/host.ts';
import { type HostState, observe } from '../host/state.ts';
import { planFor } from '../plan.ts';
import type { Plan } from '../step.ts';
import type { Release } from '../release.ts';
import { bytesOf, missingLayers } from '../rollout/missing-layers.ts';
import { preflight } from '../rollout/preflight.ts';
import type { Connection } from '../ssh/connection.ts';
import { visit } from './visit.ts';

/** What a rollout would do on one host. */
export interface HostPreview {
  readonly host: string;
  readonly release: Release['id'];
  readonly before: HostState;
  readonly plan: Plan;
  /** Layers that the host lacks; bytes before SSH compresses them. */
  readonly missing: { readonly layers: number; readonly bytes: number };
}

export interface PreviewRequest {
  readonly app: AppConfig;
  readonly host: Host;
  readonly image: ShippableImage;
  readonly release: Release;
  /** The release command runs on it. */
  readonly first: boolean;
}

/** Checks a host as a rollout would, and plans it. */
export async function preview(request: PreviewRequest, signal: AbortSignal): Promise<HostPreview> {
  const { app, host, image, release } = request;
  return await visit(app, host, signal, async (connection: Connection) => {
    await preflight(connection, {
      app: app.app,
      replicas: app.replicas,
      image,
      locked: false,
      registry: false,
    });
    const [before, missing] = await Promise.all([
      observe(connection, app.app),
      missingLayers(connection, image),
    ]);
    return {
      host: host.name,
      release: release.id,
      before,
      plan: planFor(host.name, before, release, app, request.first),
      missing: { layers: missing.length, bytes: bytesOf(missing) },
    };
  });
}
