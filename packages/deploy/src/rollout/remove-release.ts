import { statusOf } from '@pipeline-lab/image';
import { engineCall } from '../host/state.ts';
import { imageName } from '../release.ts';
import type { Connection } from '../ssh/connection.ts';
import { removeMembers } from './members.ts';

/** Removes a release's containers and its image from a host, unless something else uses that image. */
export async function removeRelease(connection: Connection, release: string): Promise<void> {
  await removeMembers(connection, release);
  await engineCall(connection, async () => {
    await removeImage(connection, imageName(connection.app, release));
  });
}

/** Removes a name of an image; false for what is gone already, or is in use. */
export async function removeImage({ docker }: Pick<Connection, 'docker'>, name: string): Promise<boolean> {
  try {
    await docker.getImage(name).remove();
    return true;
  } catch (error) {
    if (![404, 409].includes(statusOf(error) ?? 0)) throw error;
    return false;
  }
}
