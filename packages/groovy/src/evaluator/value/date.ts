import { known } from './classes.ts';
import { GroovyObject, type GroovyClass } from './object.ts';

/** A java.util.Date: milliseconds since 1970. */
export class JavaDate extends GroovyObject {
  time: number;

  constructor(time: number) {
    super();
    this.time = time;
  }

  get cls(): GroovyClass {
    return known('Date');
  }

  get hashKey(): string {
    return String(this.time);
  }

  get sortKey(): number {
    return this.time;
  }

  /** As JsonOutput writes it. */
  get isoText(): string {
    return new Date(this.time).toISOString().replace(/\.\d+Z$/, '+0000');
  }
}

/** A java.util.TimeZone. */
export class Zone extends GroovyObject {
  readonly name: string;
  readonly cls: GroovyClass;

  constructor(name: string, cls: GroovyClass = known('TimeZone')) {
    super();
    this.name = name;
    this.cls = cls;
  }

  get hashKey(): string {
    return this.name;
  }
}
