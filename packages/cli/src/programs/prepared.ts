import { type BuildProcesses, buildProcesses, type StartedProcess } from '@pipeline-lab/engine/prepare';
import { stateFolderIn } from '../state-folder.ts';

/**
 * For `plab run …`: the process of the build is started before anything else, and loads while this one reads the command
 * line, if it was not `started` even before. Undefined when that fails: what is wrong is told when the command itself needs the process.
 */
export function preparedProcesses(
  args: readonly string[],
  program?: readonly string[],
  started?: StartedProcess,
): BuildProcesses | undefined {
  const folder = stateFolderIn(process.env);
  if (folder === undefined) return undefined;
  const processes = buildProcesses(folder, program, started);
  if (args.includes('--help') || args.includes('-h')) {
    processes.discard();
    return undefined;
  }
  try {
    processes.prepare();
    return processes;
  } catch {
    return undefined;
  }
}
