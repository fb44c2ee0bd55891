import { known } from './classes.ts';
import type { Context } from './method.ts';
import { GroovyObject, type GroovyClass } from './object.ts';
import type { Value } from './value.ts';

/** A string with values in it, which are kept; `strings` is one longer than `values`. */
export class GString extends GroovyObject {
  readonly strings: readonly string[];
  readonly values: readonly Value[];
  /** What a closure among the values is called with. */
  readonly context: Context;

  constructor(strings: readonly string[], values: readonly Value[], context: Context) {
    super();
    this.strings = strings;
    this.values = values;
    this.context = context;
  }

  get cls(): GroovyClass {
    return known('GStringImpl');
  }
}

/** A StringBuilder, StringBuffer or StringWriter. */
export class Builder extends GroovyObject {
  text: string;
  readonly cls: GroovyClass;

  constructor(text: string, cls: GroovyClass = known('StringBuilder')) {
    super();
    this.text = text;
    this.cls = cls;
  }
}
