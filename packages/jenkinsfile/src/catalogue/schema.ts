/** The type of an argument; a schema is a thing with arguments of its own, such as the target of `publishHTML`. */
export type ArgumentType = SimpleType | Schema;

export type SimpleType =
  | 'string'
  | 'int'
  | 'long'
  | 'double'
  | 'boolean'
  /** A boolean that may be left out. */
  | 'Boolean'
  | 'Integer'
  /** A `java.util.concurrent.TimeUnit`. */
  | 'unit'
  | 'list'
  | 'map'
  /** Something that a plugin describes: `[$class: …]` or a call. */
  | 'describable'
  | 'any';

export type Arguments = Readonly<Record<string, ArgumentType>>;

/** What a step, an option, a parameter, a trigger, a condition or a value such as a credential binding takes. */
export interface Schema {
  readonly name: string;
  /** One sentence for the docs. */
  readonly summary: string;
  /** Those that must be there, in order; a lone one may be given without its name. */
  readonly required: Arguments;
  /** In alphabetical order, as Jenkins looks through them for the nearest name. */
  readonly optional: Arguments;
  /** Takes a block. */
  readonly block: boolean;
  /** A block step that needs no workspace, hence also an option. */
  readonly wrapper: boolean;
  /** Takes arguments that are not listed: what a plugin takes is not known here. */
  readonly open: boolean;
}

type Kind = 'block' | 'wrapper' | 'open';

/** `schema('sleep', 'Waits.', { time: 'int' }, { unit: 'unit' })` */
export function schema(
  name: string,
  summary: string,
  required: Arguments = {},
  optional: Arguments = {},
  ...kinds: readonly Kind[]
): Schema {
  const wrapper = kinds.includes('wrapper');
  const block = wrapper || kinds.includes('block');
  const sorted = Object.entries(optional).sort(([one], [other]) => (one < other ? -1 : 1));
  const open = kinds.includes('open');
  return { name, summary, required, optional: Object.fromEntries(sorted), block, wrapper, open };
}

/** The argument that may stand without its name: the only required one. */
export function mainArgument({ required }: Schema): string | undefined {
  const [first, second] = Object.keys(required);
  return second === undefined ? first : undefined;
}

export function argumentNames({ required, optional }: Schema): string[] {
  return [...Object.keys(required), ...Object.keys(optional)];
}

export function argumentType({ required, optional }: Schema, name: string): ArgumentType | undefined {
  if (Object.hasOwn(required, name)) return required[name];
  return Object.hasOwn(optional, name) ? optional[name] : undefined;
}

/** Schemas that belong together, with a title for the docs. */
export interface Family {
  readonly title: string;
  readonly schemas: readonly Schema[];
}
