import { type Head, headFrom, readHead } from '@pipeline-lab/engine/builds';
import type { BuildProcesses } from '@pipeline-lab/engine/prepare';
import { addRun } from '../build-commands.ts';
import { endNow, outliveReaders, runProgram } from '../program.ts';
import { repositoryAt, repositoryOf } from '../repository.ts';

/**
 * `plab run …`, which loads nothing of the other commands. `head` is the file descriptor that tells what this folder's
 * repository is at, where somebody has asked git already.
 */
export async function main(
  args: readonly string[],
  processes: BuildProcesses | undefined,
  head?: number,
): Promise<void> {
  outliveReaders();
  const folder = process.cwd();
  const ahead = askedAhead(folder, head === undefined ? readHead(folder) : headFrom(head));
  await runProgram(args, (root, context) => addRun(root, { ...context, repositoryAt: ahead }), processes);
  endNow();
}

/** Most often the repository is the one around this folder: git tells about it while the command line is being read. */
function askedAhead(folder: string, answer: Promise<Head | undefined>): typeof repositoryAt {
  let ahead: typeof answer | undefined = answer;
  return async (asked) => {
    const head = asked === folder ? await ahead : undefined;
    // It may be another commit the next time.
    ahead = undefined;
    return head === undefined ? await repositoryAt(asked) : repositoryOf(head);
  };
}
