import type { Box, ScriptClass, ScriptObject } from '../value/instance.ts';
import type { Context } from '../value/method.ts';
import type { Value } from '../value/value.ts';
import type { Unit } from './unit.ts';

/** A variable of a function or closure. */
export interface Variable {
  readonly slot: number;
  /** Closures share it. */
  readonly boxed: boolean;
  readonly cast: Cast | undefined;
}

export type Cast = (value: Value, context: Context) => Value;

/** A variable of the script's top level: one box for all the code. */
export interface TopVariable {
  readonly box: Box;
  readonly cast: Cast | undefined;
}

/** A variable of the code around a closure, and its place in the closure's own frame. */
export interface Capture {
  readonly outer: Variable;
  readonly own: Variable;
}

/** What one function, closure or script body knows while it is compiled. */
export class Scope {
  readonly unit: Unit;
  readonly kind: 'script' | 'function' | 'closure';
  readonly parent: Scope | undefined;
  readonly captures: Capture[] = [];
  /** How many slots a frame needs; grows while the body is compiled. */
  size = 0;
  /** The class whose body this is in. */
  readonly cls: ScriptClass | undefined;
  readonly isStatic: boolean;
  /** Set while the test of an `assert` is compiled. */
  recording = false;
  readonly #shared: ReadonlySet<string>;
  readonly #top: Map<string, TopVariable> | undefined;
  #blocks: Map<string, Variable>[] = [new Map()];

  /**
   * `shared` has the names that closures inside use; `top` takes the variables of a script's top level.
   */
  constructor(options: {
    unit: Unit;
    kind: Scope['kind'];
    shared: ReadonlySet<string>;
    parent?: Scope | undefined;
    top?: Map<string, TopVariable> | undefined;
    cls?: ScriptClass | undefined;
    isStatic?: boolean | undefined;
  }) {
    this.unit = options.unit;
    this.kind = options.kind;
    this.parent = options.parent;
    this.cls = options.cls ?? options.parent?.cls;
    this.isStatic = options.isStatic ?? options.parent?.isStatic ?? false;
    this.#shared = options.shared;
    this.#top = options.top;
  }

  get script(): ScriptObject {
    return this.unit.script;
  }

  /** Compiles something with variables of its own. */
  inBlock<T>(work: () => T): T {
    this.#blocks.push(new Map());
    try {
      return work();
    } finally {
      this.#blocks.pop();
    }
  }

  /** A new variable of the present block. */
  declare(name: string, cast?: Cast): Variable | TopVariable {
    if (this.#top !== undefined && this.#blocks.length === 1) {
      const top = { box: { value: null }, cast };
      this.#top.set(name, top);
      return top;
    }
    return this.declareLocal(name, cast);
  }

  declareLocal(name: string, cast?: Cast): Variable {
    const variable = { slot: this.size, boxed: this.#shared.has(name), cast };
    this.size += 1;
    this.#blocks.at(-1)?.set(name, variable);
    return variable;
  }

  /** The variable that a name means here; undefined for one that the script does not declare. */
  resolve(name: string): Variable | TopVariable | undefined {
    for (let index = this.#blocks.length - 1; index >= 0; index -= 1) {
      const found = this.#blocks[index]?.get(name);
      if (found !== undefined) return found;
    }
    const top = this.#top?.get(name);
    if (top !== undefined) return top;
    const outer = this.parent?.resolve(name);
    if (outer === undefined || 'box' in outer) return outer ?? this.unit.topVariable(name, this);
    const own = { slot: this.size, boxed: true, cast: outer.cast };
    this.size += 1;
    this.#blocks[0]?.set(name, own);
    this.captures.push({ outer, own });
    return own;
  }
}
