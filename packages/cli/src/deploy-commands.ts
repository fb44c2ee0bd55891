import type { Command } from 'commander';
import { acceptHostKey, collect } from './collect.ts';
import type { Context } from './context.ts';
import { addProxyCommands } from './proxy-commands.ts';
import { addRehearse } from './rehearse-command.ts';

const destinationText = 'a destination of deploy.yml, or destination/group; default: the only one';

/** From an image to a destination: what builds it, changes a destination, or looks at one. */
export function addDeployCommands(root: Command, context: Context): void {
  addBuild(root, context);
  addDeploy(root, context);
  addRehearse(root, context);
  addRollback(root, context);
  addPromote(root, context);
  addLock(root, context);
  addStatus(root, context);
  addLists(root, context);
  addPrune(root, context);
  addExec(root, context);
  addVerify(root, context);
  addCheck(root, context);
  addProxyCommands(root, context);
  root
    .command('schema')
    .description('Print the JSON Schema of deploy.yml, for an editor')
    .addHelpText('after', '\nExample:\n  plab schema >deploy.schema.json')
    .action(async () => (await import('./commands/schema.ts')).printSchema());
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
    .option('--provenance <file>', 'write what is signed of the image there, for a deployment from elsewhere')
    .addHelpText(
      'after',
      '\nWhere the key of `plab keys` is, it is signed where the image comes from and what it holds.\n\nExample:\n  plab build --tag task-api:42 --tag task-api:latest --prune',
    )
    .action(async (options: { tag: string[]; buildArg: string[]; prune?: true; provenance?: string }) => {
      const { build } = await import('./commands/build.ts');
      const { tag, buildArg, prune, provenance } = options;
      await build(context, { tags: tag, arguments: buildArg, prune: prune === true, provenance });
    });
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
    .action(act(true));
}

export function addRollback(root: Command, context: Context): void {
  root
    .command('rollback')
    .description('Go back to the release that served before, or to a named one')
    .argument('[release]', 'beginning of a release id; `plab releases` lists them')
    .option('-d, --destination <name>', destinationText)
    .option('--json', 'print the events as JSON lines')
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

function addLock(root: Command, context: Context): void {
  root
    .command('lock')
    .description('Keep deployments off the hosts of a destination until Ctrl-C')
    .argument('[destination]', destinationText)
    .option('-m, --message <text>', 'what whoever is refused gets to read', 'locked by hand')
    .addHelpText('after', '\nExample:\n  plab lock production -m "database is being moved"')
    .action(async (destination: string | undefined, { message }: { message: string }) => {
      const { lock } = await import('./commands/release-container.ts');
      await lock(context, { destination, reason: message });
    });
}

function addStatus(root: Command, context: Context): void {
  root
    .command('status')
    .description('What every host serves and keeps')
    .argument('[destination]', destinationText)
    .option('--watch', 'go on, and print each change until Ctrl-C')
    .option('--json', 'machine-readable')
    .action(async (destination: string | undefined, options: { json?: true; watch?: true }) => {
      const { showStatus } = await import('./commands/status.ts');
      await showStatus(context, {
        destination,
        json: options.json === true,
        watch: options.watch === true,
      });
    });
}

function addLists(root: Command, context: Context): void {
  const lists = {
    releases: ['The releases that each host keeps for a roll-back', 'showReleases'],
    history: ['Every deployment, how it ended, and the share that succeeded', 'showHistory'],
    audit: ['Each line of the hosts’ journals: who did what, when, under which lock', 'showAudit'],
  } as const;
  for (const [name, [description, show]] of Object.entries(lists))
    root
      .command(name)
      .description(description)
      .argument('[destination]', destinationText)
      .option('--json', 'machine-readable')
      .action(async (destination: string | undefined, { json }: { json?: true }) =>
        (await import('./commands/history.ts'))[show](context, { destination, json: json === true }),
      );
}

function addPrune(root: Command, context: Context): void {
  root
    .command('prune')
    .description('Remove images of no release and what is kept beyond `keep`, on the hosts and here')
    .argument('[destination]', destinationText)
    .option('--json', 'machine-readable')
    .action(async (destination: string | undefined, { json }: { json?: true }) => {
      const { pruneDestination } = await import('./commands/prune.ts');
      await pruneDestination(context, { destination, json: json === true });
    });
}

function addExec(root: Command, context: Context): void {
  interface Options {
    readonly destination?: string;
    readonly host?: string;
    readonly role?: string;
    readonly new?: true;
  }
  root
    .command('exec')
    .description('Run a command in a container of the release that serves; ends with its exit code')
    .argument('<command...>', 'the command and its arguments, after --')
    .option('-d, --destination <name>', destinationText)
    .option('--host <name>', 'on this host; default: the first one')
    .option('--role <name>', 'in a container with this role; default: the one that serves')
    .option('--new', 'in a new container of the release, which is gone afterwards')
    .addHelpText(
      'after',
      '\nExamples:\n  plab exec -d production -- node --version\n  plab exec --new -- node dist/import.js',
    )
    .action(async (argv: string[], options: Options) => {
      const { execute } = await import('./commands/release-container.ts');
      const { destination, host, role } = options;
      await execute(context, { destination, host, role, once: options.new === true, argv });
    });
}

function addVerify(root: Command, context: Context): void {
  root
    .command('verify')
    .description('Ask the public health path of a destination and compare what it says')
    .argument('[destination]', destinationText)
    .option('-e, --expect <name=value>', 'a field of the answer; may be given more than once', collect, [])
    .addHelpText('after', '\nExample:\n  plab verify production --expect build_number=42')
    .action(async (destination: string | undefined, options: { expect: string[] }) => {
      const { verify } = await import('./commands/verify.ts');
      await verify(context, { destination, expected: options.expect });
    });
}

function addCheck(root: Command, context: Context): void {
  root
    .command('check')
    .description('Check a live Task API: health, version, the life of a task, metrics')
    .argument('[target]', 'its address, or a destination of deploy.yml; default: the only one')
    .option('-e, --expect <name=value>', 'a field of its health; may be given more than once', collect, [])
    .addHelpText(
      'after',
      '\nA token is taken from PLAB_CHECK_TOKEN.\n\nExample:\n  plab check http://localhost:5000 --expect build_number=42',
    )
    .action(async (target: string | undefined, options: { expect: string[] }) => {
      const { check } = await import('./commands/check.ts');
      await check(context, { target, expected: options.expect });
    });
}
