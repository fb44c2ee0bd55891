import type { GroovyClass } from './object.ts';
import type { Eventual, Host, Value } from './value.ts';

/** What a method needs besides its arguments. */
export interface Context {
  readonly host: Host;
  /** Names of the classes of the script at work. */
  readonly script: ScriptScope;
  /** How many calls of the script stand above this one. */
  readonly depth: number;
  /** Classes whose static functions are methods of what they take first, in a block of `use`; the nearest first. */
  readonly categories?: readonly GroovyClass[] | undefined;
}

/** What all the code of one interpreter shares. */
export interface ScriptScope {
  /** Turns of loops and calls since the host was last asked whether to go on. */
  turns: number;
  /** When the host was last asked, in milliseconds of the process. */
  asked: number;
  /** Above 0 while code runs that cannot wait for a step: a comparison, a `toString`. */
  unwaiting: number;
  /** Since when, in milliseconds of the process. */
  unwaitingSince: number;
  readonly classes: Map<string, GroovyClass>;
}

export type Args = readonly Value[];

/** Self is of the class that has the method; the number of arguments has been checked. */
export type Method = (self: never, args: Args, context: Context) => Eventual;

/**
 * Methods by name and number of arguments: `'trim 0'`, `'substring 1 2'` (one or two), `'format'` (any number).
 * `Self` is what the values of the class are.
 */
export type MethodTable<Self> = Readonly<
  Record<string, (self: Self, args: Args, context: Context) => Eventual>
>;

/** Puts a table's methods into a class, in front of those of the same name that are there already. */
export function addMethods<Self>(
  to: Map<string, { least: number; most: number; run: Method }[]>,
  table: MethodTable<Self>,
): void {
  for (const [key, method] of Object.entries(table)) {
    const [names = '', least, most = least] = key.split(' ');
    for (const name of names.split('|')) {
      const entries = to.get(name) ?? [];
      entries.unshift({
        least: least === undefined ? 0 : Number(least),
        most: most === undefined ? Number.POSITIVE_INFINITY : Number(most),
        run: method,
      });
      to.set(name, entries);
    }
  }
}
