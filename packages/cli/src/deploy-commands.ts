import { Argument, type Command } from 'commander';
import { acceptHostKey, destinationText } from './arguments.ts';
import type { ConfigurationFile } from './commands/schema.ts';
import type { Context } from './context.ts';

/** What changes what a destination serves. */
export function addDeployCommands(root: Command, context: Context): void {
  addDeploy(root, context);
  addRollback(root, context);
  addPromote(root, context);
  root
    .command('schema')
    .description('Print the JSON Schema of deploy.yml or plab.yml, for an editor')
    .addArgument(
      new Argument('[file]', 'whose schema').choices(['deploy.yml', 'plab.yml']).default('deploy.yml'),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  plab schema >deploy.schema.json\n  plab schema plab.yml >plab.schema.json\n\nThe first line of the file names it: # yaml-language-server: $schema=deploy.schema.json',
    )
    .action(async (file: ConfigurationFile) => (await import('./commands/schema.ts')).printSchema(file));
}

export function addDeploy(root: Command, context: Context): void {
  interface Options {
    readonly image?: string;
    readonly build?: true;
    readonly canary?: string | true;
    readonly dryRun?: true;
    readonly json?: true;
    readonly acceptHostKey?: string[];
    readonly allowMissing?: true;
    readonly batch?: string;
    readonly provenance?: string;
  }
  const act =
    (always: boolean) =>
    async (destination: string | undefined, options: Options): Promise<void> => {
      const { image, canary, dryRun, json, batch, provenance, acceptHostKey = [] } = options;
      const allowMissing = options.allowMissing === true;
      const { deployTo } = await import('./commands/deploy.ts');
      const isDry = always || dryRun === true;
      await deployTo(context, {
        destination,
        image,
        build: options.build === true,
        canary,
        dryRun: isDry,
        json: json === true,
        acceptHostKey,
        allowMissing,
        batch,
        provenance,
      });
    };
  root
    .command('deploy')
    .description('Ship an image to the hosts of a destination and move the traffic to it')
    .argument('[destination]', destinationText)
    .option('-i, --image <reference>', 'image in the local engine; default: <app>:latest')
    .option('--build', 'build the image of deploy.yml first, as <app>:latest')
    .option(
      '--canary [percents]',
      'give the release these shares of the traffic first, such as 10% or 1,10,50; without any: 1,10,50',
    )
    .option(
      '--batch <hosts>',
      'switch so many hosts at a time; default: `rollout.batch` of deploy.yml, or all at once',
    )
    .option('--provenance <file>', 'what `plab build` signed of the image; default: what it kept here')
    .option('--allow-missing', 'go on without hosts that are out of reach')
    .option(...acceptHostKey)
    .option('--dry-run', 'check the hosts and print what would be done, as `plab plan` does')
    .option('--json', 'print the events as JSON lines')
    .addHelpText(
      'after',
      '\nExamples:\n  plab deploy production --build\n  plab deploy production --image task-api:42\n  plab deploy production/eu --canary 10%\n\nA destination with `engine: swarm` goes to Docker Swarm: docs/swarm.md says what differs.',
    )
    .action(act(false));
  root
    .command('plan')
    .description('What a deployment would do on each host; changes nothing')
    .argument('[destination]', destinationText)
    .option('-i, --image <reference>', 'image in the local engine; default: <app>:latest')
    .option(
      '--canary [percents]',
      'give the release these shares of the traffic first, such as 10% or 1,10,50; without any: 1,10,50',
    )
    .option('--provenance <file>', 'what `plab build` signed of the image; default: what it kept here')
    .option('--json', 'machine-readable')
    .addHelpText('after', '\nExample:\n  plab plan production --image task-api:42')
    .action(act(true));
}

export function addRollback(root: Command, context: Context): void {
  root
    .command('rollback')
    .description('Go back to the release that served before, or to a named one')
    .argument('[release]', 'beginning of a release id; `plab releases` lists them')
    .option('-d, --destination <name>', destinationText)
    .option('--json', 'print the events as JSON lines')
    .addHelpText('after', '\nExamples:\n  plab rollback\n  plab rollback 3f2a --destination production')
    .action(async (release: string | undefined, options: { destination?: string; json?: true }) => {
      const { rollBack } = await import('./commands/deploy.ts');
      await rollBack(context, { destination: options.destination, release, json: options.json === true });
    });
}

function addPromote(root: Command, context: Context): void {
  root
    .command('promote')
    .description('Deploy the very image that one destination serves to another one')
    .argument('<from>', 'a destination of deploy.yml')
    .argument('<to>', 'another one')
    .option('--json', 'print the events as JSON lines')
    .addHelpText('after', '\nExample:\n  plab promote staging production')
    .action(async (from: string, to: string, options: { json?: true }) => {
      const { promoteTo } = await import('./commands/deploy.ts');
      await promoteTo(context, { from, to, json: options.json === true });
    });
}
