import {
  type Host,
  type HostObject,
  type Interpreter,
  isTrue,
  textOf,
  type Value,
} from '@pipeline-lab/groovy';
import { type BuildParameter, nearestName, wantedInstead } from '@pipeline-lab/jenkinsfile';
import { badParameter, noSuchParameter } from '../errors.ts';
import type { Site } from './build.ts';

/** The parameters of a build. */
export interface ParameterValues {
  /** By name; grows when `complete` runs. */
  readonly values: Map<string, Value>;
  /** Finds the defaults that need what the script around `pipeline { }` defines. */
  readonly complete: (host: Host) => Promise<void>;
}

/**
 * The values of parameters: what was given, else each one's default; booleans are booleans for the script. Errors:
 * PLAB_NO_SUCH_PARAMETER, PLAB_BAD_PARAMETER.
 */
export async function parameterValues(
  parameters: readonly BuildParameter[],
  given: Readonly<Record<string, string>>,
  interpreter: Interpreter,
  host: Host,
): Promise<ParameterValues> {
  const names = parameters.map(({ name }) => name);
  for (const name of Object.keys(given))
    if (!names.includes(name)) throw noSuchParameter(name, names, nearestName(name, names));
  const values = new Map<string, Value>();
  const late: BuildParameter[] = [];
  for (const parameter of parameters) {
    if (!isConstant(parameter)) late.push(parameter);
    else values.set(parameter.name, await valueOf(parameter, given[parameter.name], interpreter, host));
  }
  return {
    values,
    async complete(scriptHost) {
      for (const parameter of late)
        values.set(parameter.name, await valueOf(parameter, given[parameter.name], interpreter, scriptHost));
    },
  };
}

/** Whether nothing of a parameter has to be looked up in the script. */
function isConstant({ defaultValue, choices, trim }: BuildParameter): boolean {
  const names = (node: unknown): boolean => {
    if (node === null || typeof node !== 'object') return false;
    if ('kind' in node && (node.kind === 'variable' || node.kind === 'call')) return true;
    return Object.values(node).some(names);
  };
  return ![defaultValue, choices, trim].some(names);
}

async function valueOf(
  parameter: BuildParameter,
  given: string | undefined,
  interpreter: Interpreter,
  host: Host,
): Promise<Value> {
  const value = async (expression: BuildParameter['defaultValue']): Promise<Value> =>
    expression === undefined ? null : await interpreter.evaluate(expression, host);
  const { type, name } = parameter;
  if (type === 'booleanParam') return booleanOf(name, given, await value(parameter.defaultValue));
  if (type === 'choice') return chosen(name, given, choicesOf(await value(parameter.choices)));
  const usual = await value(parameter.defaultValue);
  const text = given ?? (usual === null ? '' : textOf(usual));
  return isTrue(await value(parameter.trim)) ? text.trim() : text;
}

function booleanOf(name: string, given: string | undefined, usual: Value): boolean {
  if (given === undefined) return usual !== null && textOf(usual) === 'true';
  check('booleanParam', name, given);
  return given === 'true';
}

function choicesOf(value: Value): string[] {
  if (Array.isArray(value)) return value.map(textOf);
  return value === null ? [] : textOf(value).split('\n');
}

function chosen(name: string, given: string | undefined, choices: readonly string[]): string {
  if (given === undefined) return choices[0] ?? '';
  check('choice', name, given, choices);
  return given;
}

function check(type: string, name: string, given: string, choices?: readonly string[]): void {
  const wanted = wantedInstead(type, given, choices);
  if (wanted !== undefined) throw badParameter(name, given, wanted);
}

const definitions: ReadonlyMap<string, string> = new Map([
  ['BooleanParameterDefinition', 'booleanParam'],
  ['ChoiceParameterDefinition', 'choice'],
]);

/** `choice` and so on; scripts may also give the class of Jenkins. */
export function parameterKind(parameter: ReadonlyMap<Value, Value>): string {
  const name = textOf(parameter.get('$class') ?? '').replace(/^.*\./, '');
  return definitions.get(name) ?? name;
}

/** Whether no log and no list may show the values of parameters of a kind. */
export function isPassword(kind: string): boolean {
  return /^(?:password|passwordParam|nonStoredPasswordParam|PasswordParameterDefinition)$/.test(kind);
}

/** Checks and types the answer to a question that has parameters, each described as `parameterList` and scripts do. */
export function typedAnswer(parameter: ReadonlyMap<Value, Value>, given: string | undefined): Value {
  const field = (name: string): Value => parameter.get(name) ?? null;
  const name = textOf(field('name'));
  const usual = field('defaultValue');
  const type = parameterKind(parameter);
  if (type === 'booleanParam') return booleanOf(name, given, usual);
  if (type === 'choice') return chosen(name, given, choicesOf(field('choices')));
  return given ?? (usual === null ? '' : textOf(usual));
}

/** Parameters as a script would give them to `input`: maps with what was written and the kind as `$class`. */
export async function parameterList(site: Site, parameters: readonly BuildParameter[]): Promise<Value[]> {
  const { interpreter, hostAt } = site.build;
  const maps: Value[] = [];
  for (const { type, name, call } of parameters) {
    const map = new Map<Value, Value>([
      ['$class', type],
      ['name', name],
    ]);
    for (const { key, value } of call.named)
      map.set(
        textOf(await interpreter.evaluate(key, hostAt(site))),
        await interpreter.evaluate(value, hostAt(site)),
      );
    maps.push(map);
  }
  return maps;
}

export function paramsObject(values: ReadonlyMap<string, Value>): HostObject {
  return {
    kind: 'object',
    typeName: 'ParamsVariable',
    getProperty: (name) => values.get(name) ?? null,
    callMethod(name, { positional }) {
      if (name === 'get') return Promise.resolve(values.get(textOf(positional[0] ?? '')) ?? null);
      if (name === 'containsKey') return Promise.resolve(values.has(textOf(positional[0] ?? '')));
      return undefined;
    },
  };
}
