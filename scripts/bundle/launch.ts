import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuildProcesses, StartedProcess } from '@pipeline-lab/engine/prepare';
import type { Bundles } from '../../packages/cli/src/bundles/bundles.ts';
import type { BundledVerb } from '../../packages/cli/src/command.ts';
import { programsFor } from './programs-for.ts';
import { isFresh, lastBundles, root } from './stamps.ts';

/**
 * What `./plab` starts when there are bundles, of which this is one: it runs the command from them if nothing that they
 * were made from has changed, itself included, and leaves everything else to the sources.
 */
void launch(process.argv.slice(2));

async function launch(args: readonly string[]): Promise<void> {
  const started = startedByWrapper();
  const [verb = ''] = args;
  const bundles = isBundled(verb) ? lastBundles() : undefined;
  if (bundles !== undefined && isBundled(verb)) {
    // The process of a build loads while this one looks whether it may stay; others need not load what starts processes.
    const processes = verb === 'run' ? await preparedBy(args, bundles, started) : undefined;
    if (isFresh(bundles, programsFor[verb])) {
      if (verb === 'run') return await bundles.run().main(args, processes, started?.head);
      return await (verb === 'lint' ? bundles.lint() : bundles.deploy()).main(args);
    }
    processes?.discard();
  }
  await import(pathToFileURL(join(root, 'scripts/plab.ts')).href);
}

function isBundled(verb: string): verb is BundledVerb {
  return Object.hasOwn(programsFor, verb);
}

async function preparedBy(
  args: readonly string[],
  { buildProgram }: Bundles,
  started: Started | undefined,
): Promise<BuildProcesses | undefined> {
  const { preparedProcesses } = await import('../../packages/cli/src/programs/prepared.ts');
  return preparedProcesses(args, buildProgram, started?.process);
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
