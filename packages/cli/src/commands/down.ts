import { rm } from 'node:fs/promises';
import { connectEngine } from '@pipeline-lab/image';
import { destroyLab } from '@pipeline-lab/lab';
import type { Context } from '../context.ts';

/** Removes what `up` made in the engine, then the keys, builds and layers in the state folder. */
export async function down(context: Context): Promise<void> {
  const { docker } = await connectEngine(context.env);
  const removed = await destroyLab(docker, { namespace: context.namespace, stateDir: context.stateFolder });
  await rm(context.stateFolder, { recursive: true, force: true });
  for (const name of removed) context.say(`removed ${name}`);
  context.say(removed.length === 0 ? 'nothing to remove' : 'the lab is gone');
}
