import type { Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../../errors.ts';
import { launch } from '../../shell/run.ts';
import { parseManifest } from '../manifest-format.ts';
import { givenText } from '../read-text.ts';
import { defineStep, type Step, type StepCall } from '../step.ts';

/** `main` and `entries` of a manifest: a file, the one in an archive, or a text. */
export const readManifest: Step = defineStep('readManifest', {
  needs: 'node',
  summary: (args) => args.file ?? '',
  async run(call) {
    const { main, entries } = parseManifest(await textOf(call));
    const mapOf = (attributes: ReadonlyMap<string, string>): Value => new Map<Value, Value>(attributes);
    return new Map<Value, Value>([
      ['main', mapOf(main)],
      ['entries', new Map<Value, Value>([...entries].map(([name, each]) => [name, mapOf(each)]))],
    ]);
  },
});

async function textOf(call: StepCall<'readManifest'>): Promise<string> {
  const { name, site, id, args } = call;
  if (!/\.(?:jar|war|ear)$/.test(args.file ?? '')) return await givenText(name, site, args);
  const argv = ['unzip', '-p', args.file ?? '', 'META-INF/MANIFEST.MF'] as const;
  const { code, stdout } = await launch(site, id, { argv, capture: true });
  if (code === 0) return stdout;
  throw new StepFailure(`readManifest: ${args.file} has no META-INF/MANIFEST.MF`, 'Check the archive.');
}
