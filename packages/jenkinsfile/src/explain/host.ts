import { type Host, type HostObject, textOf, type Value } from '@pipeline-lab/groovy';
import type { Names } from './facts.ts';

/** Thrown where a script asks for what only a build knows. */
class Unknown extends Error {}

/** Steps that give nothing and change nothing. */
const harmless: ReadonlySet<string> = new Set(['echo', 'print', 'println']);

/** What stands behind a script when there is no build; until `end` (ms since 1970) it may calculate. */
export function hostOf(
  names: Names,
  variables: Map<string, Value>,
  end: number,
): { readonly host: Host; readonly askedForUnknown: () => boolean } {
  let asked = false;
  const unknown = (): never => {
    asked = true;
    throw new Unknown();
  };
  const known = (value: Value | undefined): Value => (value === undefined ? unknown() : value);
  const globals: ReadonlyMap<string, () => Value> = new Map([
    ['env', () => lookUp('EnvActionImpl', (name) => known(names.env(name)))],
    ['params', () => lookUp('ParamsVariable', (name) => known(names.param(name)))],
  ]);
  const host: Host = {
    getVariable: (name) =>
      variables.has(name) ? variables.get(name) : (globals.get(name)?.() ?? known(names.env(name))),
    setVariable: (name, value) => void variables.set(name, value),
    callMethod: async (name) => (harmless.has(name) ? null : unknown()),
    describeError: () => undefined,
    checkpoint: () => (Date.now() > end ? unknown() : undefined),
  };
  return { host, askedForUnknown: () => asked };
}

function lookUp(typeName: string, valueOf: (name: string) => Value): HostObject {
  return {
    kind: 'object',
    typeName,
    getProperty: valueOf,
    callMethod: (name, { positional: [first = null] }) =>
      name === 'get' || name === 'getProperty' ? Promise.resolve(valueOf(textOf(first))) : undefined,
  };
}
