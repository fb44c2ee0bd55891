import { type HostObject, textOf, type Interpreter, type Host, type Value } from '@pipeline-lab/groovy';
import type { BuildParameter, Pipeline } from '@pipeline-lab/jenkinsfile';

/** The build's parameters: what was given, else each one's default. Booleans are booleans for the script. */
export async function parameterValues(
  pipeline: Pipeline,
  given: Readonly<Record<string, string>>,
  interpreter: Interpreter,
  host: Host,
): Promise<Map<string, Value>> {
  const values = new Map<string, Value>(Object.entries(given));
  for (const parameter of pipeline.parameters) {
    const text = values.get(parameter.name) ?? textOf(await defaultOf(parameter, interpreter, host));
    values.set(parameter.name, parameter.type === 'booleanParam' ? text === 'true' : text);
  }
  return values;
}

async function defaultOf(parameter: BuildParameter, interpreter: Interpreter, host: Host): Promise<Value> {
  const { choices, defaultValue, type } = parameter;
  if (choices !== undefined) {
    const list = await interpreter.evaluate(choices, host);
    return (Array.isArray(list) ? list[0] : textOf(list).split('\n')[0]) ?? '';
  }
  if (defaultValue !== undefined) return await interpreter.evaluate(defaultValue, host);
  return type === 'booleanParam' ? false : '';
}

export function paramsObject(values: ReadonlyMap<string, Value>): HostObject {
  return {
    kind: 'object',
    typeName: 'ParamsVariable',
    getProperty: (name) => values.get(name) ?? null,
    callMethod: (name, { positional }) =>
      name === 'get' ? Promise.resolve(values.get(textOf(positional[0] ?? '')) ?? null) : undefined,
  };
}
