import { addLint } from '../jenkinsfile-commands.ts';
import { endNow, runProgram } from '../program.ts';

/** `plab lint …`, which loads nothing of the other commands. */
export async function main(args: readonly string[]): Promise<void> {
  await runProgram(args, addLint);
  endNow();
}
