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
  /** Those that may be null, and missing in a running build. */
  readonly nullable: readonly string[];
  /** Takes a block. */
  readonly block: boolean;
  /** A block step that needs no workspace, hence also an option. */
  readonly wrapper: boolean;
  /** Takes arguments that are not listed: what a plugin takes is not known here. */
  readonly open: boolean;
}

/** A step as it is written down: plain data, so that the engine can take the types of its arguments from it. */
export interface Declaration {
  readonly summary: string;
  readonly required?: DeclaredArguments;
  readonly optional?: DeclaredArguments;
  readonly block?: true;
  /** Implies `block`. */
  readonly wrapper?: true;
  readonly open?: true;
}

/** By name of the step. */
export type Declarations = Readonly<Record<string, Declaration>>;

/** `string?`: it may be null in a running build, and missing there though the validator wants it. */
export type DeclaredType = SimpleType | `${SimpleType}?` | Declaration;

type DeclaredArguments = Readonly<Record<string, DeclaredType>>;

/** The schemas of steps that were written down as data. */
export function declared(declarations: Declarations): Schema[] {
  return Object.entries(declarations).map(([name, declaration]) => schemaOf(name, declaration));
}

function schemaOf(name: string, declaration: Declaration): Schema {
  const { summary, required = {}, optional = {}, block, wrapper, open } = declaration;
  const types = once(() => ({
    required: typesOf(required),
    optional: sortedByName(typesOf(optional)),
    nullable: Object.entries({ ...required, ...optional }).flatMap(([each, type]) =>
      isNullable(type) ? [each] : [],
    ),
  }));
  return {
    name,
    summary,
    block: block === true || wrapper === true,
    wrapper: wrapper === true,
    open: open === true,
    get required() {
      return types().required;
    },
    get optional() {
      return types().optional;
    },
    get nullable() {
      return types().nullable;
    },
  };
}

/** Of the hundreds of schemas a file needs a few: the others' types are not looked at. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function typesOf(types: DeclaredArguments): Arguments {
  return Object.fromEntries(Object.entries(types).map(([name, type]) => [name, typeOf(name, type)]));
}

function typeOf(name: string, type: DeclaredType): ArgumentType {
  if (typeof type === 'object') return schemaOf(name, type);
  return type.replace('?', '') as SimpleType;
}

function isNullable(type: DeclaredType): boolean {
  return typeof type === 'string' && (type.endsWith('?') || type === 'Integer' || type === 'Boolean');
}

function sortedByName(types: Arguments): Arguments {
  return Object.fromEntries(Object.entries(types).sort(([one], [other]) => (one < other ? -1 : 1)));
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
  const open = kinds.includes('open');
  const sorted = once(() => sortedByName(optional));
  return {
    name,
    summary,
    required,
    get optional() {
      return sorted();
    },
    nullable: [],
    block,
    wrapper,
    open,
  };
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
