import { textOf, type Value } from '@pipeline-lab/groovy';
import { literalText } from '../expressions.ts';
import type { BuildParameter, Pipeline } from '../model.ts';
import { wantedInstead } from '../parameter-values.ts';
import { scriptNames } from './script-names.ts';

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

/** Why a given parameter cannot have its value: what it has to be; choices that the build computes take any. */
export function refusedParameters(
  { parameters }: Pipeline,
  given: Facts['params'],
): { readonly name: string; readonly value: string; readonly wanted: string }[] {
  return parameters.flatMap((parameter) => {
    const { name, type } = parameter;
    const value = given.get(name);
    const choices = literalChoices(parameter);
    const open = value === undefined || (type === 'choice' && choices === undefined);
    const wanted = open ? undefined : wantedInstead(type, value, choices);
    return open || wanted === undefined ? [] : [{ name, value, wanted }];
  });
}

function literalChoices({ choices }: BuildParameter): string[] | undefined {
  const texts = (choices?.kind === 'list' ? choices.elements : [choices]).map(literalText);
  if (texts.includes(undefined)) return undefined;
  const known = texts.filter((text) => text !== undefined);
  return choices?.kind === 'list' ? known : known.flatMap((text) => text.split('\n'));
}

/** What names stand for at a place of a pipeline; undefined is not known before the build. */
export interface Names {
  readonly param: (name: string) => Value | undefined;
  readonly env: (name: string) => Value | undefined;
}

/** The names of a pipeline: given parameters and variables, defaults, literal values of `environment`. */
export function namesOf(pipeline: Pipeline, facts: Facts): Names {
  const built = builtVariables(facts);
  const { changingEnv } = scriptNames(pipeline);
  const param = (name: string): Value | undefined => paramValue(pipeline, facts, name);
  return {
    param,
    env: (name) => {
      const given = facts.env.get(name) ?? (changingEnv.has(name) ? undefined : built.get(name));
      if (given !== undefined || changingEnv.has(name)) return given;
      const value = param(name);
      if (value !== undefined) return textOf(value);
      return isBuiltKnown(facts) && /^(?:TAG|CHANGE)_/.test(name) ? absent(name, facts) : undefined;
    },
  };
}

/** The variables of a tag or a change request are not there when something else is built. */
function absent(name: string, { tag, changeRequest }: Facts): null | undefined {
  const building = name.startsWith('TAG_') ? tag : changeRequest;
  return building === undefined ? null : undefined;
}

/** The same names inside of a block that sets variables. */
export function withEnvironment(names: Names, set: ReadonlyMap<string, Value | undefined>): Names {
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

function paramValue(pipeline: Pipeline, { params }: Facts, name: string): Value | undefined {
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
