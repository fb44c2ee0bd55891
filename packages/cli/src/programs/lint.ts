import { addLint } from '../jenkinsfile-commands.ts';
import { runProgram } from '../program.ts';

/** `plab lint …`, which loads nothing of the other commands. */
export async function main(args: readonly string[]): Promise<void> {
  await runProgram(args, addLint);
  // All that was to be printed has been: taking the heap apart in order takes time, and nobody waits for it.
  process.exit();
}
