import { type Command, Option } from 'commander';
import { collect } from './arguments.ts';
import type { ImageCheckOptions } from './commands/image-check.ts';
import type { ImageSbomOptions } from './commands/image-sbom.ts';
import type { ProvenanceOptions } from './commands/image-provenance.ts';
import type { Context } from './context.ts';

/** What builds images, and looks at them and at what they are made from. */
export function addImageCommands(root: Command, context: Context): void {
  addBuild(root, context);
  const image = root.command('image').description('What is in an image, and what is wrong with it');
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
    .addHelpText('after', checkExamples)
    .action(async (reference: string | undefined, options: ImageCheckOptions) =>
      (await import('./commands/image-check.ts')).checkImages(context, reference, options),
    );
  addSbom(image, context);
  addProvenance(image, context);
}

function addSbom(image: Command, context: Context): void {
  image
    .command('sbom')
    .description('Print what is in an image: packages of Debian and npm, and Node.js, as CycloneDX 1.6')
    .argument('[image]', 'an image of the engine; default: <app>:latest of deploy.yml')
    .option(
      '--lock <file>',
      'a package-lock.json; default: that of the build context for the image of deploy.yml',
    )
    .addOption(new Option('--format <name>', 'how it is printed').choices(['json', 'text']).default('json'))
    .option(...releaseOption)
    .option(...destinationOption)
    .option('-o, --output <file>', 'write it there; default: stdout')
    .addHelpText('after', sbomExamples)
    .action(async (reference: string | undefined, options: ImageSbomOptions) =>
      (await import('./commands/image-sbom.ts')).printSbom(context, reference, options),
    );
}

function addProvenance(image: Command, context: Context): void {
  image
    .command('provenance')
    .description('Print who built an image, from what and how, and verify that by the keys of deploy.yml')
    .argument('[image]', 'an image of the engine; default: <app>:latest of deploy.yml')
    .option(...releaseOption)
    .option(
      '-d, --destination <name>',
      'where that release is, and whose `verify.keys` count; default: the only destination',
    )
    .addOption(
      new Option('--format <name>', 'json: the signed envelopes').choices(['text', 'json']).default('text'),
    )
    .option('-o, --output <file>', 'write it there; default: stdout')
    .addHelpText('after', provenanceExamples)
    .action(async (reference: string | undefined, options: ProvenanceOptions) =>
      (await import('./commands/image-provenance.ts')).printProvenance(context, reference, options),
    );
}

const releaseOption = [
  '--release [id]',
  'of a release on the host instead; without an id, the one that serves',
] as const;
const destinationOption = [
  '-d, --destination <name>',
  'where that release is; default: the only destination',
] as const;

const provenanceExamples = `
Examples:
  plab image provenance task-api:42                        what the build here signed
  plab image provenance task-api:42 -d production          verified by the keys of that destination
  plab image provenance --release -d production            of what serves
  plab image provenance --format json --output task-api.intoto.jsonl`;

const sbomExamples = `
The same image gives the same bytes. docs/provenance.md tells what is read.

Examples:
  plab image sbom --format text                    what is in the image of deploy.yml
  plab image sbom task-api:42 --output task-api.cdx.json
  plab image sbom --release -d production          of what serves, as it was signed
  plab image sbom registry.example/shop:1 --lock shop/package-lock.json`;

const checkExamples = `
Exit code: 0 nothing found, or information only; 1 errors or warnings; 2 wrong usage.

Examples:
  plab image check                                 the Dockerfile of deploy.yml
  plab image check task-api:latest                 the same and the image
  plab image check nginx:1.29 --no-dockerfile      an image from elsewhere
  plab image check --format sarif > image.sarif`;

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
