import { catalogue, mainArgument, nearestName, schema } from '@pipeline-lab/jenkinsfile';
import type { Site } from '../build/build.ts';
import { stageOf } from '../build/site.ts';
import { StepFailure } from '../errors.ts';
import { isStep, stepNamed, stepNames } from './registry.ts';
import { runBody, type Step } from './step.ts';

/** The user's own step of a name before ours. Errors: a StepFailure when there is none, and that is not to be passed over. */
export async function stepFor({ build }: Site, name: string): Promise<Step> {
  const plugin = build.plugins.get(name);
  if (plugin !== undefined) return (await import('./plugin.ts')).pluginStep(name, plugin);
  const step = await stepNamed(name);
  if (step !== undefined) return step;
  if (build.unknownStep === 'warn') return leftOut(name);
  throw catalogue.steps.has(name) ? notHere(name) : unknownStep(name);
}

/** What Declarative has to know of a step before it calls it. */
export function findStep(name: string): { readonly main?: string } | undefined {
  if (!isStep(name)) return undefined;
  const known = catalogue.steps.get(name);
  const main = known && mainArgument(known);
  return main === undefined ? {} : { main };
}

/** Stands for a step that nobody knows, when that is no error: it runs its block, if it has one. */
function leftOut(name: string): Step {
  return {
    name,
    schema: schema(name, '', {}, {}, 'open'),
    summary: () => '',
    async run(call) {
      const { site, id } = call;
      const text = `nothing here knows the step ${name}: it was left out`;
      site.build.emit({ type: 'notice', ...stageOf(site), step: id, text });
      return await runBody(call, site);
    },
  };
}

function notHere(name: string): StepFailure {
  return new StepFailure(
    `The step ${name} of Jenkins does not run here`,
    'Leave it out with `--unknown-step warn`, or name a program for it in plab.yml: `steps:`.',
  );
}

function unknownStep(name: string): StepFailure {
  const nearest = nearestName(name, stepNames);
  return new StepFailure(
    `No such DSL method '${name}' found among steps`,
    nearest === undefined
      ? 'docs/jenkinsfile/steps.md lists the steps that run here.'
      : `Did you mean \`${nearest}\`?`,
  );
}
