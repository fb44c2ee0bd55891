import type { Command } from 'commander';
import { collect, destinationText } from './arguments.ts';
import type { Context } from './context.ts';

/** What looks at a destination, keeps others off it, or works in what serves there. */
export function addOperateCommands(root: Command, context: Context): void {
  addStatus(root, context);
  addLists(root, context);
  addLock(root, context);
  addPrune(root, context);
  addExec(root, context);
  addVerify(root, context);
  addCheck(root, context);
}

function addStatus(root: Command, context: Context): void {
  root
    .command('status')
    .description('What every host serves and keeps')
    .argument('[destination]', destinationText)
    .option('--watch', 'go on, and print each change until Ctrl-C')
    .option('--json', 'machine-readable')
    .addHelpText('after', '\nExamples:\n  plab status\n  plab status production --watch')
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
      .addHelpText('after', `\nExamples:\n  plab ${name}\n  plab ${name} production --json`)
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
    .addHelpText('after', '\nExample:\n  plab prune production')
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
    .option('--json', 'machine-readable')
    .addHelpText(
      'after',
      '\nA token is taken from PLAB_CHECK_TOKEN.\n\nExample:\n  plab check http://localhost:5000 --expect build_number=42',
    )
    .action(async (target: string | undefined, options: { expect: string[]; json?: true }) => {
      const { check } = await import('./commands/check.ts');
      await check(context, { target, expected: options.expect, json: options.json === true });
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
