import type { Context, Method } from './method.ts';
import type { Eventual, Value } from './value.ts';

/** Every Groovy value that is no JavaScript primitive, array or Map. */
export abstract class GroovyObject {
  readonly kind = 'value';
  abstract get cls(): GroovyClass;
}

/** A method of a class table: the numbers of arguments that it takes, and its body. */
export interface MethodEntry {
  readonly least: number;
  readonly most: number;
  readonly run: Method;
}

export type Constructor = (args: readonly Value[], context: Context, cls: GroovyClass) => Eventual;

/** A class or an interface, of the library or of a script. */
export class GroovyClass extends GroovyObject {
  /** Qualified, as `java.lang.String`. */
  readonly name: string;
  readonly superclass: GroovyClass | undefined;
  readonly interfaces: readonly GroovyClass[];
  readonly isInterface: boolean;
  readonly methods: Map<string, MethodEntry[]> = new Map();
  readonly statics: Map<string, MethodEntry[]> = new Map();
  readonly constants: Map<string, () => Value> = new Map();
  /** Undefined for a class that has no instances. */
  construct: Constructor | undefined;
  /** A class that no script may touch: every use is refused as Jenkins' sandbox does. */
  forbidden = false;
  #line: readonly GroovyClass[] | undefined;
  readonly #found: Map<string, MethodEntry[] | undefined> = new Map();
  static meta: GroovyClass | undefined;

  constructor(
    name: string,
    superclass?: GroovyClass,
    interfaces: readonly GroovyClass[] = [],
    isInterface = false,
  ) {
    super();
    this.name = name;
    this.superclass = superclass;
    this.interfaces = interfaces;
    this.isInterface = isInterface;
  }

  get cls(): GroovyClass {
    return GroovyClass.meta ?? this;
  }

  /** Without the package, as `String`. */
  get simpleName(): string {
    if (this.name.startsWith('[')) return arrayText(this.name);
    return this.name.slice(Math.max(this.name.lastIndexOf('.'), this.name.lastIndexOf('$')) + 1);
  }

  /** The class itself and everything above it, in the order in which methods are looked up. */
  get line(): readonly GroovyClass[] {
    // Few classes of the library are used in a build.
    return (this.#line ??= lineOf(this));
  }

  isA(other: GroovyClass): boolean {
    return this === other || this.line.includes(other);
  }

  /** The entries of the nearest class that has the method for so many arguments. */
  find(name: string, count: number): Method | undefined {
    let entries = this.#found.get(name);
    if (entries === undefined) {
      entries = this.line.flatMap((each) => each.methods.get(name) ?? []);
      this.#found.set(name, entries);
    }
    return pick(entries, count);
  }

  findStatic(name: string, count: number): Method | undefined {
    for (const each of this.line) {
      const method = pick(each.statics.get(name), count);
      if (method !== undefined) return method;
    }
    return undefined;
  }

  findConstant(name: string): Value | undefined {
    for (const each of this.line) {
      const constant = each.constants.get(name);
      if (constant !== undefined) return constant();
    }
    return undefined;
  }
}

function lineOf(cls: GroovyClass): GroovyClass[] {
  const above = [...(cls.superclass?.line ?? []), ...cls.interfaces.flatMap((each) => each.line)];
  const classes = [...new Set(above)].filter((each) => !each.isInterface && each.superclass !== undefined);
  const rest = [...new Set(above)].filter((each) => !classes.includes(each));
  return [cls, ...classes, ...rest.filter(isNotRoot), ...rest.filter((each) => !isNotRoot(each))];
}

function isNotRoot({ isInterface, superclass }: GroovyClass): boolean {
  return isInterface || superclass !== undefined;
}

function pick(entries: readonly MethodEntry[] | undefined, count: number): Method | undefined {
  for (const { least, most, run } of entries ?? []) if (least <= count && count <= most) return run;
  return undefined;
}

const elements: ReadonlyMap<string, string> = new Map<string, string>([
  ['I', 'int'],
  ['J', 'long'],
  ['D', 'double'],
  ['F', 'float'],
  ['Z', 'boolean'],
  ['C', 'char'],
  ['B', 'byte'],
  ['S', 'short'],
]);

/** `String[]` of `[Ljava.lang.String;`. */
function arrayText(name: string): string {
  const dimensions = name.lastIndexOf('[') + 1;
  const element = name.slice(dimensions);
  const short =
    elements.get(element) ??
    element
      .slice(element.lastIndexOf('.') + 1)
      .replace(/^L|;$/g, '')
      .replace(';', '');
  return short + '[]'.repeat(dimensions);
}
