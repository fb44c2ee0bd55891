import packageJson from '../package.json' with { type: 'json' };
import type { Bundles } from './bundles/bundles.ts';

export type BundledVerb = 'lint' | 'run' | 'deploy' | 'rollback';

/** Runs a command line; the commands that people wait for come from bundles where there are such. */
export async function command(
  args: readonly string[],
  findBundles: (verb: BundledVerb) => Promise<Bundles | undefined>,
): Promise<void> {
  const [verb, ...others] = args;
  if ((verb === '--version' || verb === '-V') && others.length === 0) {
    console.log(packageJson.version);
  } else if (verb === 'lint') {
    const { main } = (await findBundles(verb))?.lint() ?? (await import('./programs/lint.ts'));
    await main(args);
  } else if (verb === 'run') {
    const bundles = await findBundles(verb);
    const { preparedProcesses } = await import('./programs/prepared.ts');
    const processes = preparedProcesses(args, bundles?.buildProgram);
    const { main } = bundles?.run() ?? (await import('./programs/run.ts'));
    await main(args, processes);
  } else if (verb === 'deploy' || verb === 'rollback') {
    const { main } = (await findBundles(verb))?.deploy() ?? (await import('./programs/deploy.ts'));
    await main(args);
  } else {
    const { main } = await import('./programs/every.ts');
    await main(args);
  }
}
