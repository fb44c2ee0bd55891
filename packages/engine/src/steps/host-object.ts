import type { Arguments, HostObject, Value } from '@pipeline-lab/groovy';

export type Methods = Readonly<Record<string, (args: Arguments) => Promise<Value>>>;

/** An object that scripts see: properties with their getters, and methods. */
export function hostObject(
  typeName: string,
  properties: Readonly<Record<string, Value>>,
  methods: Methods = {},
): HostObject {
  const property = (name: string): Value | undefined =>
    Object.hasOwn(properties, name) ? properties[name] : undefined;
  return {
    kind: 'object',
    typeName,
    getProperty: property,
    callMethod(name, args) {
      if (Object.hasOwn(methods, name)) return methods[name]?.(args);
      const getter = /^get([A-Z])(.*)$/.exec(name);
      const value = getter ? property(`${getter[1]?.toLowerCase()}${getter[2]}`) : undefined;
      return value === undefined ? undefined : Promise.resolve(value);
    },
  };
}
