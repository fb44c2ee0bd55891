import type { AppConfig } from '../config/schema.ts';
import { fail } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { releaseOn, visit } from '../operate/visit.ts';
import { attestationOn } from './keep.ts';

/** What was signed of the release that serves on a host, or of a kept one, and its label. Errors: PLAB_NOT_DEPLOYED, PLAB_NOT_ATTESTED. */
export async function attestationOfRelease(
  app: AppConfig,
  host: Host,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly image: string; readonly label: string }> {
  return await visit(app, host, signal, async (connection) => {
    const { id, image, label } = await releaseOn(connection, app, wanted);
    const text = await attestationOn(connection, app.app, id);
    if (text !== undefined) return { text, image, label };
    throw fail('PLAB_NOT_ATTESTED', `${label} (${id})`, `${host.name} keeps none of it`);
  });
}
