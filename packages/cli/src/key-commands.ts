import type { Command } from 'commander';
import type { Context } from './context.ts';

/** `plab keys create | show`. */
export function addKeyCommands(root: Command, context: Context): void {
  const keys = root.command('keys').description('The key that signs where images come from');
  keys
    .command('create')
    .description('Make a pair: the private half for you alone, the public one for the repository')
    .option('--public <file>', 'where the public half goes', '.plab/signing.pub')
    .addHelpText('after', examples)
    .action(async (options: { readonly public: string }) =>
      (await import('./commands/keys.ts')).createKey(context, options),
    );
  keys
    .command('show')
    .description('Print the public half of the key that builds here are signed with')
    .option('--public <file>', 'write it to this new file instead')
    .addHelpText('after', '\nExamples:\n  plab keys show\n  plab keys show --public .plab/signing.pub')
    .action(async (options: { readonly public?: string }) =>
      (await import('./commands/keys.ts')).showKey(context, options),
    );
}

const examples = `
Elsewhere, as in CI, PLAB_SIGNING_KEY_FILE names a file with the private half, or PLAB_SIGNING_KEY has its text.
docs/provenance.md tells what is signed and how it is verified.

Example:
  plab keys create && git add .plab/signing.pub`;
