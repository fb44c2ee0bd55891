import { arrayClass, known } from './classes.ts';
import { GroovyObject, type GroovyClass } from './object.ts';
import type { Closure, Value } from './value.ts';

/** A Java array; its length does not change. */
export class JavaArray extends Array<Value> {
  /** `String`, `int`, `Object`, … */
  element = 'Object';

  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  get cls(): GroovyClass {
    return arrayClass(this.element);
  }
}

/** An array of an element type with these items. */
export function javaArray(items: Iterable<Value>, element: string): JavaArray {
  const array = new JavaArray();
  for (const item of items) array.push(item);
  array.element = element;
  return array;
}

/** How the entries of a map or set come: as put in, by their hash codes as in Java, or sorted. */
export type Order = 'linked' | 'hash' | 'sorted';

/** A map that is not an ordinary LinkedHashMap. */
export class TypedMap extends Map<Value, Value> {
  cls: GroovyClass = known('LinkedHashMap');
  order: Order = 'linked';
  comparator: Closure | undefined;
  frozen = false;
  /** Of order `hash`: how many buckets a java.util.HashMap has by now. */
  capacity = 16;
  /** The keys in the order of the map, until one is added. */
  ordered: Value[] | undefined;
  /** Of `withDefault`: gives the value of a missing key. */
  fallback: Closure | undefined;
}

/** A Set; `items` has each item as key, with itself as value. */
export class GroovySet extends GroovyObject {
  readonly items: TypedMap = new TypedMap();
  readonly cls: GroovyClass;

  constructor(cls: GroovyClass = known('LinkedHashSet'), order: Order = 'linked') {
    super();
    this.cls = cls;
    this.items.order = order;
  }
}

/** An entry of a map; setting its value changes the map. */
export class Entry extends GroovyObject {
  readonly key: Value;
  value: Value;
  readonly map: Map<Value, Value> | undefined;

  constructor(key: Value, value: Value, map?: Map<Value, Value>) {
    super();
    this.key = key;
    this.value = value;
    this.map = map;
  }

  get cls(): GroovyClass {
    return known('Map$Entry');
  }
}

/** `from..to`: of integers, characters or whatever has `next()`; items are made when they are asked for. */
export class Range extends GroovyObject {
  readonly from: Value;
  readonly to: Value;
  readonly reverse: boolean;
  readonly items: readonly Value[] | undefined;
  /** The end as written of `1..<5`. */
  readonly before: number | undefined;

  /** `from` is not above `to`; `items` is given unless both are integers, and empty for `n..<n`. */
  constructor(from: Value, to: Value, reverse: boolean, items?: readonly Value[], before?: number) {
    super();
    this.before = before;
    this.from = from;
    this.to = to;
    this.reverse = reverse;
    this.items = items;
  }

  get cls(): GroovyClass {
    if (this.size === 0) return known('EmptyRange');
    return known(typeof this.from === 'number' ? 'IntRange' : 'ObjectRange');
  }

  get size(): number {
    return this.items?.length ?? Number(this.to) - Number(this.from) + 1;
  }

  /** `1..5`, `5..1`, `1..<5`; each end as `text` gives it. */
  textWith(text: (end: Value) => string): string {
    const [first, last] = this.reverse ? [this.to, this.from] : [this.from, this.to];
    return `${text(first)}..${this.before === undefined ? text(last) : `<${this.before}`}`;
  }

  at(index: number): Value {
    if (this.items !== undefined) return this.items[index] ?? null;
    return this.reverse ? Number(this.to) - index : Number(this.from) + index;
  }

  /**
   * What the range means as indexes of so many items, from the first to before `to`: an index below 0 counts from the
   * end, and an end that is left out is left out after that, as Groovy's IntRange.subListBorders has it.
   */
  borders(size: number): { readonly from: number; readonly to: number; readonly reverse: boolean } {
    const [first, last] = this.reverse ? [this.to, this.from] : [this.from, this.to];
    const from = indexIn(size, first);
    const to = indexIn(size, this.before ?? last);
    if (this.size === 0) return { from, to: from, reverse: false };
    const open = this.before === undefined ? 0 : 1;
    return from > to
      ? { from: to + open, to: from + 1, reverse: true }
      : { from, to: to + 1 - open, reverse: false };
  }

  *[Symbol.iterator](): Generator<Value, void> {
    for (let index = 0; index < this.size; index += 1) yield this.at(index);
  }
}

function indexIn(size: number, index: Value): number {
  const number = Number(index);
  return number < 0 ? number + size : number;
}

/** A java.util.Iterator over values that are there already. */
export class ValueIterator extends GroovyObject {
  readonly source: Iterator<Value>;
  /** Takes the item that was given last out of what is iterated. */
  readonly remove: ((item: Value) => void) | undefined;
  ahead: IteratorResult<Value, unknown> | undefined;
  last: Value = null;

  constructor(source: Iterator<Value>, remove?: (item: Value) => void) {
    super();
    this.source = source;
    this.remove = remove;
  }

  get cls(): GroovyClass {
    return known('Iterator');
  }

  peek(): IteratorResult<Value, unknown> {
    this.ahead ??= this.source.next();
    return this.ahead;
  }

  next(): IteratorResult<Value, unknown> {
    const result = this.peek();
    this.ahead = undefined;
    if (result.done !== true) this.last = result.value;
    return result;
  }
}
