import type { Pipeline } from '../model.ts';

/** What is known about a build that has not run. */
export interface Facts {
  /** One of the three is given when it is known what is built. */
  readonly branch?: string;
  readonly tag?: string;
  /** The number of a change request. */
  readonly changeRequest?: string;
  /** Paths that changed since the last build. */
  readonly changed?: readonly string[];
  readonly params: ReadonlyMap<string, string>;
  readonly env: ReadonlyMap<string, string>;
  /** Why the build starts: `TimerTrigger`, `SCMTrigger`, `UserIdCause`… */
  readonly triggeredBy?: string;
}

export type Known = string | number | boolean | null | readonly Known[];

/** What names stand for at a place of a pipeline; undefined is not known before the build. */
export interface Names {
  readonly param: (name: string) => Known | undefined;
  readonly env: (name: string) => Known | undefined;
}

/** The names of a pipeline: given parameters and variables, defaults, literal values of `environment`. */
export function namesOf(pipeline: Pipeline, facts: Facts): Names {
  const built = builtVariables(facts);
  const param = (name: string): Known | undefined => paramValue(pipeline, facts, name);
  return {
    param,
    env: (name) => {
      const given = facts.env.get(name) ?? built.get(name);
      if (given !== undefined) return given;
      const value = param(name);
      return value === undefined || Array.isArray(value) ? undefined : String(value);
    },
  };
}

/** The same names inside of a block that sets variables. */
export function withEnvironment(names: Names, set: ReadonlyMap<string, Known | undefined>): Names {
  return { ...names, env: (name) => (set.has(name) ? set.get(name) : names.env(name)) };
}

/** Whether it is known what is built, so that what is not given is not there. */
export function isBuiltKnown({ branch, tag, changeRequest }: Facts): boolean {
  return branch !== undefined || tag !== undefined || changeRequest !== undefined;
}

function builtVariables({ branch, tag, changeRequest }: Facts): ReadonlyMap<string, string> {
  if (tag !== undefined) return new Map(Object.entries({ TAG_NAME: tag, BRANCH_NAME: tag }));
  if (changeRequest !== undefined) {
    const names = { CHANGE_ID: changeRequest, BRANCH_NAME: `PR-${changeRequest}` };
    return new Map(Object.entries(names));
  }
  return new Map(branch === undefined ? [] : [['BRANCH_NAME', branch]]);
}

function paramValue(pipeline: Pipeline, { params }: Facts, name: string): Known | undefined {
  const parameter = pipeline.parameters.find((one) => one.name === name);
  const given = params.get(name);
  if (parameter?.type === 'booleanParam') {
    const { defaultValue } = parameter;
    if (given !== undefined) return given === 'true';
    if (defaultValue === undefined) return false;
    return defaultValue.kind === 'literal' ? String(defaultValue.value) === 'true' : undefined;
  }
  if (given !== undefined || parameter === undefined) return given;
  return defaultText(parameter);
}

function defaultText({ choices, defaultValue }: Pipeline['parameters'][number]): string | undefined {
  const value = choices?.kind === 'list' ? choices.elements[0] : (choices ?? defaultValue);
  if (value === undefined) return '';
  if (value.kind !== 'literal') return undefined;
  const text = String(value.value ?? '');
  return choices === undefined ? text : text.split('\n')[0];
}
