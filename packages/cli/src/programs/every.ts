import type { Command } from 'commander';
import { addBuildCommands } from '../build-commands.ts';
import type { Context } from '../context.ts';
import { addDashboard } from '../dashboard-command.ts';
import { addDeployCommands } from '../deploy-commands.ts';
import { addHostCommands } from '../host-commands.ts';
import { addImageCommands } from '../image-commands.ts';
import { addJenkinsfileCommands } from '../jenkinsfile-commands.ts';
import { addKeyCommands } from '../key-commands.ts';
import { addLabCommands } from '../lab-commands.ts';
import { addMetrics } from '../metrics-command.ts';
import { addOperateCommands } from '../operate-commands.ts';
import { outliveReaders, runProgram } from '../program.ts';
import { addProxyCommands } from '../proxy-commands.ts';
import { addRehearse } from '../rehearse-command.ts';
import { addSecretCommands } from '../secret-commands.ts';

/** The command line with every command. */
export async function main(args: readonly string[]): Promise<void> {
  outliveReaders();
  await runProgram(args, addEveryCommand);
}

/** Adds every command that there is. */
export function addEveryCommand(root: Command, context: Context): void {
  addLabCommands(root, context);
  addBuildCommands(root, context);
  addJenkinsfileCommands(root, context);
  addImageCommands(root, context);
  addSecretCommands(root, context);
  addKeyCommands(root, context);
  addDeployCommands(root, context);
  addRehearse(root, context);
  addOperateCommands(root, context);
  addProxyCommands(root, context);
  addHostCommands(root, context);
  addMetrics(root, context);
  addDashboard(root, context);
}
