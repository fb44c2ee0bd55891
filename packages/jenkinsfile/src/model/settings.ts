import type { CallNode, Expression, Span } from '@pipeline-lab/groovy/syntax';

/** `NAME = value`; the value is evaluated when the block is entered and may read other names of the block. */
export interface EnvEntry extends Span {
  readonly name: string;
  readonly value: Expression;
}

/** `timeout(time: 5, unit: 'MINUTES')`, `retry(2)`, `skipStagesAfterUnstable()`: the name and the call to evaluate. */
export interface Option extends Span {
  readonly name: string;
  readonly call: CallNode;
}

/** `cron('H 4 * * *')` */
export interface Trigger extends Span {
  readonly name: string;
  readonly call: CallNode;
}

/** `maven 'apache-maven-3'` */
export interface Tool extends Span {
  readonly type: string;
  /** The name of the installation. */
  readonly version: Expression;
}

/** `lib('name@version')` */
export interface Library extends Span {
  readonly identifier: Expression;
}

export type ParameterType =
  | 'string'
  | 'text'
  | 'booleanParam'
  | 'choice'
  | 'password'
  | 'file'
  | 'credentials'
  | 'run'
  | PluginParameterType;

/** What widely used plugins add; a build takes these as strings. */
export type PluginParameterType =
  | 'activeChoice'
  | 'activeChoiceHtml'
  | 'base64File'
  | 'extendedChoice'
  | 'gitParameter'
  | 'imageTag'
  | 'listGitBranches'
  | 'nodeParam'
  | 'persistentBoolean'
  | 'persistentChoice'
  | 'persistentString'
  | 'persistentText'
  | 'reactiveChoice'
  | 'separator'
  | 'stashedFile'
  | 'validatingString';

export interface BuildParameter extends Span {
  readonly type: ParameterType;
  readonly name: string;
  readonly description?: Expression;
  /** For every type except `choice`. */
  readonly defaultValue?: Expression;
  /** Only for `choice`: a list, or a string with one choice a line; the first one is the default. */
  readonly choices?: Expression;
  /** Only for `string`: cuts blanks off both ends. */
  readonly trim?: Expression;
  /** Everything that was written, for the settings that only some types have. */
  readonly call: CallNode;
}

/** `input { message 'Deploy?' }` of a stage. */
export interface StageInput extends Span {
  readonly message: Expression;
  readonly id?: Expression;
  /** Text of the button that goes on. */
  readonly ok?: Expression;
  /** Who may answer: names, separated by commas. */
  readonly submitter?: Expression;
  /** The variable that gets the name of who answered. */
  readonly submitterParameter?: Expression;
  readonly parameters: readonly BuildParameter[];
}
