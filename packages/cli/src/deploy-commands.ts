import type { Command } from 'commander';
import { collect } from './collect.ts';
import type { Context } from './context.ts';

/** From an image to a destination: `build`, `deploy`, `rollback`, `status`, `verify`. */
export function addDeployCommands(root: Command, context: Context): void {
  addBuild(root, context);
  addDeploy(root, context);
  addLooks(root, context);
}

function addBuild(root: Command, context: Context): void {
  root
    .command('build')
    .description('Build the image that deploy.yml describes')
    .option('-t, --tag <name>', 'name of the image; may be given more than once', collect, [])
    .option(
      '--build-arg <name=value>',
      'argument of the Dockerfile; may be given more than once',
      collect,
      [],
    )
    .option('--prune', 'remove dangling images afterwards')
    .addHelpText('after', '\nExample:\n  plab build --tag task-api:42 --tag task-api:latest --prune')
    .action(async (options: { tag: string[]; buildArg: string[]; prune?: true }) => {
      const { build } = await import('./commands/build.ts');
      await build(context, { tags: options.tag, arguments: options.buildArg, prune: options.prune === true });
    });
}

function addDeploy(root: Command, context: Context): void {
  root
    .command('deploy')
    .description('Ship an image to the hosts of a destination and move the traffic to it')
    .argument('[destination]', 'a destination of deploy.yml; default: the only one')
    .option('-i, --image <reference>', 'image in the local engine; default: <app>:latest')
    .option('--json', 'print the events as JSON lines')
    .addHelpText('after', '\nExample:\n  plab deploy production --image task-api:42')
    .action(async (destination: string | undefined, options: { image?: string; json?: true }) => {
      const { deployTo } = await import('./commands/deploy.ts');
      await deployTo(context, { destination, image: options.image, json: options.json === true });
    });
  root
    .command('rollback')
    .description('Go back to the release that served before, or to a named one')
    .argument('[release]', 'beginning of a release id; `plab status` lists them')
    .option('-d, --destination <name>', 'a destination of deploy.yml; default: the only one')
    .option('--json', 'print the events as JSON lines')
    .action(async (release: string | undefined, options: { destination?: string; json?: true }) => {
      const { rollBack } = await import('./commands/deploy.ts');
      await rollBack(context, { destination: options.destination, release, json: options.json === true });
    });
}

function addLooks(root: Command, context: Context): void {
  root
    .command('status')
    .description('What every host serves and keeps')
    .argument('[destination]', 'a destination of deploy.yml; default: the only one')
    .option('--json', 'machine-readable')
    .action(async (destination: string | undefined, options: { json?: true }) => {
      const { showStatus } = await import('./commands/status.ts');
      await showStatus(context, { destination, json: options.json === true });
    });
  root
    .command('verify')
    .description('Ask the public health path of a destination and compare what it says')
    .argument('[destination]', 'a destination of deploy.yml; default: the only one')
    .option('-e, --expect <name=value>', 'a field of the answer; may be given more than once', collect, [])
    .addHelpText('after', '\nExample:\n  plab verify production --expect build_number=42')
    .action(async (destination: string | undefined, options: { expect: string[] }) => {
      const { verify } = await import('./commands/verify.ts');
      await verify(context, { destination, expected: options.expect });
    });
}
