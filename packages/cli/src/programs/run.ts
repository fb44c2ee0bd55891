import type { BuildProcesses } from '@pipeline-lab/engine/prepare';
import { addRun } from '../build-commands.ts';
import { endNow, runProgram } from '../program.ts';
import { repositoryAt } from '../repository.ts';

/** `plab run …`, which loads nothing of the other commands. */
export async function main(args: readonly string[], processes: BuildProcesses | undefined): Promise<void> {
  const askRepository = askedAhead(process.cwd());
  await runProgram(
    args,
    (root, context) => addRun(root, { ...context, repositoryAt: askRepository }),
    processes,
  );
  endNow();
}

/** Most often the repository is the one around this folder: git tells about it while the command line is being read. */
function askedAhead(folder: string): typeof repositoryAt {
  let ahead: ReturnType<typeof repositoryAt> | undefined = repositoryAt(folder);
  ahead.catch(() => undefined);
  return async (asked) => {
    const answer = asked === folder ? ahead : undefined;
    // It may be another commit the next time.
    ahead = undefined;
    return await (answer ?? repositoryAt(asked));
  };
}
