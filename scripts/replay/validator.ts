import {
  catalogue,
  JenkinsfileError,
  parseJenkinsfile,
  type Schema,
  schema,
} from '@pipeline-lab/jenkinsfile';
import { type Case, casesOf, type Run } from './plugin/cases.ts';
import { endOf, type Fragment } from './plugin/fragments.ts';
import { type Plugin, readPlugin } from './plugin/sources.ts';
import type { Outcome } from './report.ts';

/** Validates the wrong files of the declarative plugin's tests, and holds the messages against what the tests expect. */
export function replayValidator(checkout: string, isWanted: (name: string) => boolean): Outcome[] {
  const plugin = readPlugin(checkout);
  return casesOf(plugin)
    .filter(({ name }) => name.startsWith('ValidatorTest.') && isWanted(name))
    .map((test): Outcome => {
      const { name } = test;
      if ('reason' in test) return { name, state: 'left out', detail: test.reason };
      const reason = leftOut[name.slice('ValidatorTest.'.length)];
      if (reason !== undefined) return { name, state: 'left out', detail: reason };
      const problems = problemsOf(test, plugin);
      return problems.length === 0
        ? { name, state: 'passed' }
        : { name, state: 'failed', detail: problems.join('\n') };
    });
}

const extension = 'needs a Java extension of the plugin that its tests define';
const sandbox = "asks Jenkins' script security for what the sandbox of the run refuses";
const leftOut: Readonly<Record<string, string>> = {
  optionValidatorContributor: extension,
  postValidatorContributor: extension,
  scriptSecurityRejectionInEnvironment: sandbox,
  scriptSecurityRejectionInSteps: sandbox,
  scriptSecurityRejectionInWhenExpression: sandbox,
  validatorContributor: extension,
};

function problemsOf({ steps }: Case, plugin: Plugin): string[] {
  return steps.flatMap((step) => (step.kind === 'run' ? problemsOfRun(step, plugin) : []));
}

function problemsOfRun({ resource, contains, absent, inOrder }: Run, plugin: Plugin): string[] {
  const source = plugin.resource(`${resource}.groovy`);
  if (source === undefined) return [`the plugin has no resource ${resource}.groovy`];
  const said = messagesOn(source);
  const problems = [...contains, ...inOrder]
    .filter((wanted) => !isOfTheCompiler(wanted) && endOf(wanted, said) < 0)
    .map((wanted) => `missing: ${wanted.join('…')}`);
  problems.push(
    ...absent
      .filter((unwanted) => endOf(unwanted, said) >= 0)
      .map((unwanted) => `there: ${unwanted.join('…')}`),
  );
  return problems.length === 0 ? [] : [...problems, `said: ${said}`];
}

/** What Jenkins prints around the messages when the compiler of its JVM stops. */
function isOfTheCompiler([first = '']: Fragment): boolean {
  return first.includes('MultipleCompilationErrorsException') || first.startsWith('Caused by');
}

function messagesOn(source: string): string {
  try {
    parseJenkinsfile(source, 'Jenkinsfile', testCatalogue);
    return '';
  } catch (error) {
    if (error instanceof JenkinsfileError)
      return `${error.problems.map(({ message }) => message).join('\n')}\n${error.message}`;
    if (error instanceof Error) return error.message;
    throw error;
  }
}

/** The catalogue with what the tests of the plugin add to Jenkins. */
const testCatalogue = {
  ...catalogue,
  agents: withMore(
    catalogue.agents,
    schema('otherField', '', { label: 'string', otherField: 'string' }, { nested: 'any' }),
    schema('labelAndOtherField', '', { label: 'string', otherField: 'string' }, { nested: 'any' }),
  ),
  pipelineOptions: withMore(
    catalogue.pipelineOptions,
    schema('testProperty', ''),
    schema('multiArgCtorProp', '', { number: 'int', someString: 'string' }, {}, 'open'),
  ),
  triggers: withMore(
    catalogue.triggers,
    schema('testtrigger', '', {}, {}, 'open'),
    schema('testtriggerb', '', {}, {}, 'open'),
  ),
  conditions: withMore(
    catalogue.conditions,
    schema('globalStepCountTestConditional', ''),
    schema('globalStageNameTestConditional', ''),
  ),
};

function withMore(schemas: ReadonlyMap<string, Schema>, ...more: Schema[]): ReadonlyMap<string, Schema> {
  return new Map([...schemas, ...more.map((each) => [each.name, each] as const)]);
}
