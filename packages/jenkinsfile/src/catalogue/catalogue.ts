import { agents } from './agents.ts';
import { basicSteps } from './basic-steps.ts';
import { conditions } from './conditions.ts';
import { containerSteps } from './container-steps.ts';
import { credentialBindings } from './credential-bindings.ts';
import { credentialSteps } from './credential-steps.ts';
import { fileSteps } from './file-steps.ts';
import { flowSteps } from './flow-steps.ts';
import { notifySteps } from './notify-steps.ts';
import { pipelineOptions, stageOptions } from './options.ts';
import { parameters } from './parameters.ts';
import { issueToolValues, testToolValues } from './report-values.ts';
import { reportSteps } from './report-steps.ts';
import { declared, type Family, type Schema } from './schema.ts';
import { scmSteps } from './scm-steps.ts';
import { shellSteps } from './shell-steps.ts';
import { triggers } from './triggers.ts';
import { buildParameters, describedValues, tools } from './values.ts';

export const stepFamilies: readonly Family[] = [
  { title: 'Messages and results', schemas: declared(basicSteps) },
  { title: 'Control of the flow', schemas: declared(flowSteps) },
  { title: 'Shell', schemas: declared(shellSteps) },
  { title: 'Files and data', schemas: declared(fileSteps) },
  { title: 'Source code', schemas: declared(scmSteps) },
  { title: 'Artifacts and reports', schemas: declared(reportSteps) },
  { title: 'Notifications', schemas: declared(notifySteps) },
  { title: 'Credentials', schemas: declared(credentialSteps) },
  { title: 'Containers and clouds', schemas: declared(containerSteps) },
];

/** What every step takes, by its name, for those who take types from it. */
export type StepDeclarations = typeof basicSteps &
  typeof flowSteps &
  typeof shellSteps &
  typeof fileSteps &
  typeof scmSteps &
  typeof reportSteps &
  typeof notifySteps &
  typeof credentialSteps &
  typeof containerSteps;

export const valueFamilies: readonly Family[] = [
  credentialBindings,
  buildParameters,
  testToolValues,
  issueToolValues,
  describedValues,
];

type Schemas = ReadonlyMap<string, Schema>;

/** Everything that a Jenkinsfile may name. The linter, the engine and the docs are made from it. */
export interface Catalogue {
  readonly agents: Schemas;
  readonly conditions: Schemas;
  readonly parameters: Schemas;
  /** Options of a pipeline: its own, those of stages and the block steps that need no workspace. */
  readonly pipelineOptions: Schemas;
  readonly stageOptions: Schemas;
  readonly steps: Schemas;
  readonly tools: readonly string[];
  readonly triggers: Schemas;
  /** What the arguments of options, triggers and parameters may call besides steps. */
  readonly values: Schemas;
}

const steps = stepFamilies.flatMap(({ schemas }) => schemas);
const wrappers = steps.filter(({ wrapper }) => wrapper);

export const catalogue: Catalogue = {
  agents: byName(agents.schemas),
  conditions: byName(conditions.schemas),
  parameters: byName(parameters.schemas),
  pipelineOptions: byName([...pipelineOptions.schemas, ...stageOptions.schemas, ...wrappers]),
  stageOptions: byName([...stageOptions.schemas, ...wrappers]),
  steps: byName(steps),
  tools,
  triggers: byName(triggers.schemas),
  values: byName(describedValues.schemas),
};

/** A catalogue with further steps, such as those of plugins; a name that exists is replaced. */
export function withSteps(base: Catalogue, more: readonly Schema[]): Catalogue {
  return { ...base, steps: new Map([...base.steps, ...byName(more)]) };
}

function byName(schemas: readonly Schema[]): Schemas {
  return new Map(schemas.map((each) => [each.name, each]));
}
