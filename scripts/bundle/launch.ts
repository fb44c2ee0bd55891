import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { StartedProcess } from '@pipeline-lab/engine/prepare';
import { isFresh, lastBundles, root } from './stamps.ts';

/** The commands that come from them. */
const bundled: ReadonlySet<string> = new Set(['lint', 'run', 'deploy', 'rollback']);

/**
 * What `./plab` starts when there are bundles, of which this is one: it runs the command from them if nothing that they
 * were made from has changed, itself included, and leaves everything else to the sources.
 */
void launch(process.argv.slice(2));

async function launch(args: readonly string[]): Promise<void> {
  const started = startedByWrapper();
  const [verb] = args;
  const bundles = bundled.has(verb ?? '') ? lastBundles() : undefined;
  if (bundles !== undefined && verb === 'lint' && isFresh(bundles, ['lint']))
    return await bundles.lint().main(args);
  const deploys = verb === 'deploy' || verb === 'rollback';
  if (bundles !== undefined && deploys && isFresh(bundles, ['deploy']))
    return await bundles.deploy().main(args);
  if (bundles !== undefined && verb === 'run') {
    // Loads what starts processes, which others need not.
    const { preparedProcesses } = await import('../../packages/cli/src/programs/prepared.ts');
    const processes = preparedProcesses(args, bundles.buildProgram, started?.process);
    // The process of the build looks after its own bundle.
    if (isFresh(bundles, ['run'])) return await bundles.run().main(args, processes, started?.head);
    processes?.discard();
  }
  await import(pathToFileURL(join(root, 'scripts/plab.ts')).href);
}

interface Started {
  readonly process: StartedProcess;
  /** File descriptor that tells what the repository is at. */
  readonly head: number;
}

/** What `plab` starts together with this process: that of a build, with a named pipe to it, and the question to git. */
function startedByWrapper(): Started | undefined {
  const { PLAB_STARTED: said } = process.env;
  delete process.env['PLAB_STARTED'];
  const [, pid, input, head, pipe] = /^(\d+) (\d+) (\d+) (.+)$/.exec(said ?? '') ?? [];
  if (pipe === undefined) return undefined;
  for (const path of [pipe, `${pipe}.head`]) rmSync(path, { force: true });
  return { process: { pid: Number(pid), input: Number(input), log: `${pipe}.log` }, head: Number(head) };
}
