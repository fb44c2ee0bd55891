import { type Command, Option } from 'commander';
import type { SetOptions } from './commands/secrets.ts';
import type { Context } from './context.ts';

/** `plab secrets set | list | rm`. */
export function addSecretCommands(root: Command, context: Context): void {
  const secrets = root.command('secrets').description('Credentials for withCredentials() and credentials()');
  secrets
    .command('set')
    .description('Keep a secret, encrypted; its value is asked for, or read from stdin')
    .argument('<id>', 'the credentialsId of the Jenkinsfile')
    .addOption(
      new Option('-t, --type <type>', 'what it is')
        .choices(['string', 'usernamePassword', 'file', 'sshUserPrivateKey'])
        .default('string'),
    )
    .option('-u, --username <name>', 'of a usernamePassword or sshUserPrivateKey')
    .option('--username-secret', 'hide the user of a usernamePassword in logs, too')
    .option('-n, --name <file>', 'the file name that steps see; default: the id')
    .option('--passphrase', 'of an sshUserPrivateKey: ask for it on the terminal')
    .option('--passphrase-file <file>', 'the same, from the first line of a file')
    .addHelpText(
      'after',
      '\nExample:\n  plab secrets set deploy-key --type sshUserPrivateKey -u deploy <id_ed25519',
    )
    .action(async (id: string, options: SetOptions) =>
      (await import('./commands/secrets.ts')).setSecret(context, id, options),
    );
  secrets
    .command('list')
    .description('Ids and types; values are never shown')
    .addHelpText('after', '\nExample:\n  plab secrets list')
    .action(async () => (await import('./commands/secrets.ts')).listSecrets(context));
  secrets
    .command('rm')
    .description('Forget a secret')
    .argument('<id>')
    .addHelpText('after', '\nExample:\n  plab secrets rm deploy-key')
    .action(async (id: string) => (await import('./commands/secrets.ts')).removeSecret(context, id));
}
