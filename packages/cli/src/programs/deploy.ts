import { addDeploy, addRollback } from '../deploy-commands.ts';
import { endNow, outliveReaders, runProgram } from '../program.ts';

/** `plab deploy …` and `plab rollback …`, which load nothing of the other commands: who goes back is in a hurry. */
export async function main(args: readonly string[]): Promise<void> {
  outliveReaders();
  await runProgram(args, (root, context) => {
    addDeploy(root, context);
    addRollback(root, context);
  });
  endNow();
}
