import { GroovyObject, type GroovyClass } from './object.ts';
import type { Value } from './value.ts';

/** A closure or a map of closures as an instance of an interface: `{ … } as Comparator`. */
export class Proxy extends GroovyObject {
  readonly cls: GroovyClass;
  readonly target: Value;

  constructor(cls: GroovyClass, target: Value) {
    super();
    this.cls = cls;
    this.target = target;
  }
}
