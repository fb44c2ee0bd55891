import { rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connectEngine } from '@pipeline-lab/image';
import { destroyLab } from '@pipeline-lab/lab';
import type { Context } from '../context.ts';

/** Removes what `up` made: containers, volumes and networks, keys, and layers that were read for shipping. */
export async function down(context: Context): Promise<void> {
  const { docker } = await connectEngine(context.env);
  const removed = await destroyLab(docker, { namespace: context.namespace, stateDir: context.stateFolder });
  await rm(join(context.stateFolder, 'layers'), { recursive: true, force: true });
  // The folder of a rehearsal that was kept has nothing else.
  await rmdir(context.stateFolder).catch(() => undefined);
  for (const name of removed) context.say(`removed ${name}`);
  context.say(removed.length === 0 ? 'nothing to remove' : 'the lab is gone');
}
