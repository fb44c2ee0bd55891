import { type Command, Option } from 'commander';
import type { ImageCheckOptions } from './commands/image-check.ts';
import type { Context } from './context.ts';

/** What looks at images and at what they are made from. */
export function addImageCommands(root: Command, context: Context): void {
  const image = root.command('image').description('Check a Dockerfile and the image made from it');
  image
    .command('check')
    .description(
      'Look for root, secrets, setuid programs, unpinned bases and more; exit code 1 when there are',
    )
    .argument('[image]', 'an image of the engine; default: only the Dockerfile is read')
    .option('--dockerfile <file>', 'default: that of deploy.yml, otherwise Dockerfile')
    .option('--no-dockerfile', 'look at the image alone')
    .addOption(
      new Option('--format <name>', 'how findings are printed')
        .choices(['text', 'json', 'sarif', 'github'])
        .default('text'),
    )
    .addHelpText('after', examples)
    .action(async (reference: string | undefined, options: ImageCheckOptions) =>
      (await import('./commands/image-check.ts')).checkImages(context, reference, options),
    );
}

const examples = `
Exit code: 0 nothing found, or information only; 1 errors or warnings; 2 wrong usage.

Examples:
  plab image check                                 the Dockerfile of deploy.yml
  plab image check task-api:latest                 the same and the image
  plab image check nginx:1.29 --no-dockerfile      an image from elsewhere
  plab image check --format sarif > image.sarif`;
