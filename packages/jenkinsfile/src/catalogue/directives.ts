/** A block of Declarative that may stand in another one. */
export interface Directive {
  readonly name: string;
  /** One sentence for the docs. */
  readonly summary: string;
  readonly required?: true;
}

const agent = { name: 'agent', summary: 'Where it runs.' };
const environment = { name: 'environment', summary: 'Variables, `NAME = value`.' };
const options = { name: 'options', summary: 'How it runs: time limits, retries, how much is kept.' };
const post = { name: 'post', summary: 'Steps for afterwards, by result.' };
const tools = { name: 'tools', summary: 'Tools to install and to put on the path.' };

export const pipelineDirectives: readonly Directive[] = [
  { ...agent, required: true },
  environment,
  { name: 'libraries', summary: "Shared libraries, `lib('name@version')`." },
  options,
  { name: 'parameters', summary: 'What a build asks for.' },
  post,
  { name: 'stages', summary: 'The stages, one after the other.', required: true },
  tools,
  { name: 'triggers', summary: 'What starts builds.' },
];

/** What a stage and the cells of a matrix may have. */
const settingDirectives: readonly Directive[] = [
  agent,
  environment,
  { name: 'input', summary: 'A question that has to be answered first.' },
  options,
  post,
  tools,
  { name: 'when', summary: 'The conditions under which it runs.' },
];

/** What a stage does: exactly one of them. */
export const bodyDirectives: readonly Directive[] = [
  { name: 'steps', summary: 'Steps.' },
  { name: 'stages', summary: 'Stages, one after the other.' },
  { name: 'parallel', summary: 'Stages at the same time.' },
  { name: 'matrix', summary: 'Stages for each combination of values, at the same time.' },
];

export const stageDirectives: readonly Directive[] = [
  ...settingDirectives,
  { name: 'failFast', summary: 'Whether the first failure of `parallel` or `matrix` stops the rest.' },
  ...bodyDirectives,
];

export const matrixDirectives: readonly Directive[] = [
  ...settingDirectives,
  { name: 'axes', summary: 'The values to combine, `axis { name …; values … }`.', required: true },
  { name: 'excludes', summary: 'Combinations to leave out, by `values` or `notValues`.' },
  { name: 'stages', summary: 'The stages of each combination.', required: true },
];

export const inputDirectives: readonly Directive[] = [
  { name: 'message', summary: 'The question.', required: true },
  { name: 'id', summary: 'A name for it.' },
  { name: 'ok', summary: 'The text of the button that goes on.' },
  { name: 'submitter', summary: 'Who may answer.' },
  { name: 'submitterParameter', summary: 'The variable that gets the name of who answered.' },
  { name: 'parameters', summary: 'What to fill in; variables of the stage.' },
];

/** Switches of `when`, besides its conditions: what the conditions are asked before. */
export const whenDirectives: readonly Directive[] = [
  { name: 'beforeAgent', summary: 'Asked before the agent is there.' },
  { name: 'beforeInput', summary: 'Asked before the question.' },
  { name: 'beforeOptions', summary: 'Asked before the options are in force.' },
];

export function namesOf(directives: readonly Directive[]): string[] {
  return directives.map(({ name }) => name);
}
