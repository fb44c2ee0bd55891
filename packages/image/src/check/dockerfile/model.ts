/** A part of a file: offsets in UTF-16 units, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Word extends Span {
  readonly text: string;
}

/** `NAME=value` of ARG, ENV or LABEL; no value where an ARG has no default. */
export interface Property extends Span {
  readonly name: string;
  readonly value?: string;
}

export interface Instruction extends Span {
  /** In upper case. */
  readonly keyword: string;
  /** From 1. */
  readonly line: number;
  /** What stands behind the flags. */
  readonly body: Span;
  readonly words: readonly Word[];
  readonly flags: ReadonlyMap<string, string>;
  /** The JSON form: `CMD ["node", "main.js"]`. */
  readonly exec?: readonly string[];
  readonly properties: readonly Property[];
  readonly hasHeredoc: boolean;
}

export interface Stage {
  readonly name?: string;
  readonly from: Instruction;
  /** The image with its arguments filled in; undefined where that needs a value from outside. */
  readonly base?: string;
  /** The stage that this one starts from. */
  readonly parent?: Stage;
  /** Those behind FROM. */
  readonly instructions: readonly Instruction[];
}

export interface Comment {
  readonly line: number;
  readonly text: string;
}

export interface Dockerfile {
  readonly source: string;
  /** A backslash, or what the directive `escape` says. */
  readonly escape: string;
  /** In the order of the file; what ONBUILD triggers stands behind it, and in no stage. */
  readonly instructions: readonly Instruction[];
  readonly comments: readonly Comment[];
  readonly stages: readonly Stage[];
}

/** A stage and those that it starts from, the nearest first. */
export function ancestry(stage: Stage): Stage[] {
  return [stage, ...(stage.parent === undefined ? [] : ancestry(stage.parent))];
}

/** The instruction that counts for a stage of those that replace each other (USER, CMD, HEALTHCHECK, …). */
export function lastOf(stage: Stage, keyword: string): Instruction | undefined {
  return ancestry(stage)
    .flatMap(({ instructions }) => instructions.toReversed())
    .find((one) => one.keyword === keyword);
}
