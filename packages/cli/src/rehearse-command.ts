import type { Command } from 'commander';
import { collect, destinationText } from './arguments.ts';
import type { Context } from './context.ts';
import type { RehearseOptions } from './rehearse/plan.ts';

/** `rehearse`. */
export function addRehearse(root: Command, context: Context): void {
  root
    .command('rehearse')
    .description(
      'Deploy to throw-away hosts on this machine first, with traffic and a fault: what would be lost?',
    )
    .argument('[destination]', destinationText)
    .option('-i, --image <reference>', 'image in the local engine; default: <app>:latest')
    .option('--build', 'build the image of deploy.yml first, as <app>:latest')
    .option(
      '--from <reference>',
      'image that serves before; default: what the destination serves now, which is asked and not changed, or the same image',
    )
    .option('--fault <name>', '`list` prints them', 'none')
    .option('--hosts <number>', 'lab hosts; default: as many as the destination has, three at most')
    .option('--requests <number>', 'requests a second, to all hosts together', '100')
    .option(
      '--path <request>',
      'what else is asked than the health path: /path or "POST /path body"; may be given more than once',
      collect,
      [],
    )
    .option('--stream <path>', 'keep a stream open that the application has there')
    .option('--websocket <path>', 'keep a WebSocket open that the application has there')
    .option(
      '--env <name=value>',
      'another value for a variable or secret; may be given more than once',
      collect,
      [],
    )
    .option('--env-file <file>', 'the same from a file; may be given more than once', collect, [])
    .option('--hooks', 'run hooks and the release command, too; they may reach beyond the lab')
    .option('--keep', 'leave the lab hosts, and say how to look at them and how to remove them')
    .option('--json', 'print the events as JSON lines, the report last')
    .addHelpText(
      'after',
      `
Ends with 0 when nothing was lost and all went as it should, with 1 otherwise.

Examples:
  plab rehearse production --build
  plab rehearse production --fault deployer-killed --env-file rehearsal.env
  plab rehearse production/eu --hosts 2 --fault host-lost
  plab rehearse --path /tasks --path 'POST /tasks {"title":"x"}' --requests 300
  plab rehearse --fault effect:19`,
    )
    .action(async (destination: string | undefined, options: RehearseOptions) => {
      const { rehearseDeployment } = await import('./commands/rehearse.ts');
      await rehearseDeployment(context, destination, options);
    });
}
