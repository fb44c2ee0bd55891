import { known } from './classes.ts';
import { GroovyObject, type GroovyClass } from './object.ts';
import type { Value } from './value.ts';

/** A java.util.stream.Stream; each operation goes through all items at once. */
export class Stream extends GroovyObject {
  readonly items: readonly Value[];
  /** An IntStream and its like: of numbers, with sums. */
  readonly isOfNumbers: boolean;

  constructor(items: readonly Value[], isOfNumbers = false) {
    super();
    this.items = items;
    this.isOfNumbers = isOfNumbers;
  }

  get cls(): GroovyClass {
    return known(this.isOfNumbers ? 'IntStream' : 'Stream');
  }
}

/** What `Collectors` gives: how the items of a stream become one value. */
export class Collector extends GroovyObject {
  readonly method: string;
  readonly args: readonly Value[];

  constructor(method: string, args: readonly Value[]) {
    super();
    this.method = method;
    this.args = args;
  }

  get cls(): GroovyClass {
    return known('Object');
  }
}
