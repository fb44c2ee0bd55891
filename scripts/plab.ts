import { command } from '../packages/cli/src/command.ts';
import { programsFor } from './bundle/programs-for.ts';

/** `./plab` of this repository: like the published command, with bundles of the sources as they are now. */
await command(process.argv.slice(2), async (verb) => {
  const { freshBundles } = await import('./bundle/fresh.ts');
  const { lastBundles } = await import('./bundle/stamps.ts');
  return await freshBundles(lastBundles(), programsFor[verb]);
});
