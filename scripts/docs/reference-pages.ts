import { stepNames } from '@pipeline-lab/engine';
import * as reference from '@pipeline-lab/jenkinsfile/reference';
import type { Directive, Family, Schema } from '@pipeline-lab/jenkinsfile/reference';
import { code, page, table } from './markdown.ts';

/** The tables of docs/jenkinsfile/, by path. */
export function referencePages(): Map<string, string> {
  return new Map([
    ['docs/jenkinsfile/directives.md', directives()],
    ['docs/jenkinsfile/agents.md', schemas('Agents', 'What stands in `agent { … }`.', [reference.agents])],
    [
      'docs/jenkinsfile/conditions.md',
      schemas('Conditions', 'What stands in `when { … }`; several of them must all hold.', [
        reference.conditions,
      ]),
    ],
    ['docs/jenkinsfile/options.md', options()],
    ['docs/jenkinsfile/parameters.md', parameters()],
    ['docs/jenkinsfile/triggers.md', schemas('Triggers', 'What starts builds.', [reference.triggers])],
    ['docs/jenkinsfile/steps.md', steps()],
    [
      'docs/jenkinsfile/values.md',
      schemas(
        'Values',
        'Calls that stand in the arguments of steps and options, such as `withCredentials([string(…)])`.',
        reference.valueFamilies,
      ),
    ],
  ]);
}

function directives(): string {
  const part = (title: string, list: readonly Directive[]): string =>
    `## ${title}\n\n${table(
      ['Name', 'What it is for', ''],
      list.map(({ name, summary, required }) => [code(name), summary, required ? 'required' : '']),
    )}`;
  return page(
    'Directives',
    'Each block and what may stand in it, each at most once.',
    part('In `pipeline`', reference.pipelineDirectives),
    part('In `stage`', reference.stageDirectives),
    'Exactly one of `steps`, `stages`, `parallel` and `matrix`. A stage with `parallel` or `matrix` has no `agent` and no `tools`.',
    part('In `matrix`', reference.matrixDirectives),
    part('In `input`', reference.inputDirectives),
    part('In `when`, besides its conditions', reference.whenDirectives),
    `## In \`post\`\n\nIn the order in which they run: ${reference.postConditions.map(code).join(', ')}.`,
    `## In \`tools\`\n\n${reference.tools.map(code).join(', ')}, and the class name of any other tool in quotes.`,
  );
}

function options(): string {
  const { steps } = reference.catalogue;
  const wrappers = [...steps.values()].filter(({ wrapper }) => wrapper);
  return page(
    'Options',
    'What stands in `options { … }`.',
    family(reference.stageOptions),
    family(reference.pipelineOptions),
    family({
      title: 'Steps with a block that a pipeline or a stage may have as an option',
      schemas: wrappers,
    }),
  );
}

function parameters(): string {
  const aliases = [...reference.parameterAliases].map(([alias, type]) => `${code(alias)} is ${code(type)}`);
  return page(
    'Parameters',
    'What stands in `parameters { … }` of a pipeline or of an `input`.',
    family(reference.parameters),
    `Other names: ${aliases.join(', ')}.`,
  );
}

function steps(): string {
  return page(
    'Steps',
    'The linter knows all of them and checks their arguments. Those with a mark run here; the others need a plugin of Jenkins, and a build that comes to one fails with a message. An argument in bold must be there; when it is the only one, it may stand without its name.',
    ...reference.stepFamilies.map((each) => family(each, stepNames)),
  );
}

function schemas(title: string, text: string, families: readonly Family[]): string {
  return page(title, text, ...families.map((each) => family(each)));
}

function family({ title, schemas: list }: Family, running?: readonly string[]): string {
  const head = ['Name', 'What it does', 'Arguments', ...(running ? ['Runs here'] : [])];
  const rows = list.map((schema) => [
    code(schema.block ? `${schema.name} { }` : schema.name),
    schema.summary,
    argumentsOf(schema),
    ...(running ? [running.includes(schema.name) ? '✔' : ''] : []),
  ]);
  return `## ${title}\n\n${table(head, rows)}`;
}

function argumentsOf(schema: Schema): string {
  const required = Object.keys(schema.required).map((name) => `**${code(name)}**`);
  const optional = Object.keys(schema.optional).map(code);
  return [...required, ...optional, ...(schema.open ? ['not checked'] : [])].join(', ');
}
