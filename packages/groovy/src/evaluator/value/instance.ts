import { known } from './classes.ts';
import { GroovyClass, GroovyObject } from './object.ts';
import type { Args, Context } from './method.ts';
import type { Eventual, Thrown, Value } from './value.ts';

/** A field of a class of the script. */
export interface FieldInfo {
  readonly name: string;
  /** With getter and setter of its own: no modifier says who may see it. */
  readonly isProperty: boolean;
  readonly isFinal: boolean;
  readonly isStatic: boolean;
  /** Makes an assigned value fit the declared type. */
  readonly cast: ((value: Value, context: Context) => Value) | undefined;
}

/** The functions of one name. */
export interface Functions {
  accepts(args: Args): boolean;
  call(self: Value, args: Args, context: Context): Eventual;
}

/** A class that the script declares. */
export class ScriptClass extends GroovyClass {
  readonly fields: Map<string, FieldInfo> = new Map();
  readonly staticValues: Map<string, Value> = new Map();
  /** Names of methods that no subclass overrides for the class itself. */
  readonly privates: Set<string> = new Set();
  readonly staticFunctions: Map<string, Functions> = new Map();
  readonly enumConstants: Value[] = [];
  kindOfClass: 'class' | 'interface' | 'enum' | 'trait' | 'annotation' = 'class';
  isAbstract = false;
  /** Where it was declared, for `toString` and the like that nobody calls with a context. */
  context: Context | undefined;
  /** Sets the static fields, before the class is used for the first time; undefined once it has begun. */
  begin: ((context: Context) => Eventual) | undefined;
  /** The class around this one, and whether instances belong to one of it. */
  outer: { readonly cls: ScriptClass; readonly isStatic: boolean } | undefined;
  /** `this` where an anonymous class stands. */
  around: Value | undefined;
  /** Gives a new instance the fields of the class, with what their types begin with. */
  prepare: ((self: Value) => void) | undefined;
  /** Sets the fields of the class in a new instance; what is above has been constructed. */
  initialize: ((self: Value, context: Context) => Eventual) | undefined;

  findField(name: string): FieldInfo | undefined {
    for (const each of this.line) {
      const field = each instanceof ScriptClass ? each.fields.get(name) : undefined;
      if (field !== undefined) return field;
    }
    return undefined;
  }

  /** The class of the line that holds a static field. */
  holderOf(name: string): ScriptClass | undefined {
    return this.line.find(
      (each): each is ScriptClass => each instanceof ScriptClass && each.staticValues.has(name),
    );
  }
}

/** An instance of a class of the script. */
export class Instance extends GroovyObject {
  readonly cls: ScriptClass;
  readonly fields: Map<string, Value> = new Map();
  /** What `super` is when the class extends one of the library, such as a HashMap. */
  base: Value | undefined;
  /** `this` of the code around an inner or anonymous class. */
  outer: Value | undefined;

  constructor(cls: ScriptClass) {
    super();
    this.cls = cls;
  }
}

/** An exception as a value. */
export class Throwable implements Thrown {
  readonly kind = 'thrown';
  readonly cls: GroovyClass;
  readonly fields: Map<string, Value> = new Map();
  message: string | null;
  cause: Value;
  /** Set when it is thrown for the first time. */
  error: unknown;
  readonly suppressed: Value[] = [];

  constructor(cls: GroovyClass, message: string | null, cause: Value = null, error?: unknown) {
    this.cls = cls;
    this.message = message;
    this.cause = cause;
    this.error = error;
  }

  get typeName(): string {
    return this.cls.simpleName;
  }
}

/** `this` of a script, outside of any class. */
export class ScriptObject extends GroovyObject {
  /** A function of the script, or undefined. */
  readonly findFunction: (name: string) => Overloads | undefined;
  readonly fields: Map<string, Box> = new Map();
  readonly cls: GroovyClass;

  constructor(findFunction: (name: string) => Overloads | undefined, cls?: GroovyClass) {
    super();
    this.findFunction = findFunction;
    this.cls = cls ?? new GroovyClass('WorkflowScript', known('Script'));
  }
}

/** The functions of one name. */
export interface Overloads {
  call(self: Value, args: readonly Value[], context: Context): Eventual;
  /** Whether one of them takes these arguments. */
  accepts(args: readonly Value[]): boolean;
}

/** A variable that closures share with the code around them. */
export interface Box {
  value: Value;
}
