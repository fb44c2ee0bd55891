import { readHead } from '@pipeline-lab/engine/builds';
import type { BuildProcesses } from '@pipeline-lab/engine/prepare';
import { addRun } from '../build-commands.ts';
import { endNow, runProgram } from '../program.ts';
import { repositoryAt, repositoryOf } from '../repository.ts';

/** `plab run …`, which loads nothing of the other commands. */
export async function main(args: readonly string[], processes: BuildProcesses | undefined): Promise<void> {
  const ahead = askedAhead(process.cwd());
  await runProgram(args, (root, context) => addRun(root, { ...context, repositoryAt: ahead }), processes);
  endNow();
}

/** Most often the repository is the one around this folder: git tells about it while the command line is being read. */
function askedAhead(folder: string): typeof repositoryAt {
  let ahead: ReturnType<typeof readHead> | undefined = readHead(folder);
  return async (asked) => {
    const head = asked === folder ? await ahead : undefined;
    // It may be another commit the next time.
    ahead = undefined;
    return head === undefined ? await repositoryAt(asked) : repositoryOf(head);
  };
}
