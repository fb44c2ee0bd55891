import { known } from './classes.ts';
import { GroovyObject, type GroovyClass } from './object.ts';

export type TemporalKind =
  | 'LocalDate'
  | 'LocalTime'
  | 'LocalDateTime'
  | 'Instant'
  | 'ZonedDateTime'
  | 'OffsetDateTime';

/**
 * A value of java.time: `local` is milliseconds since 1970 as if the local time were UTC (of an Instant it is), `nanos`
 * what is below a millisecond.
 */
export class Temporal extends GroovyObject {
  readonly type: TemporalKind;
  readonly local: number;
  readonly nanos: number;
  /** Undefined for the local types. */
  readonly zone: string | undefined;
  /** The moment in UTC; of the local types as if they were UTC. */
  readonly moment: number;

  constructor(type: TemporalKind, local: number, nanos: number, zone: string | undefined, moment: number) {
    super();
    this.type = type;
    this.local = local;
    this.nanos = nanos;
    this.zone = zone;
    this.moment = moment;
  }

  get cls(): GroovyClass {
    return known(this.type);
  }

  get hashKey(): string {
    return `${this.moment} ${this.nanos} ${this.zone ?? ''}`;
  }

  get sortKey(): bigint {
    return BigInt(this.moment) * 1_000_000n + BigInt(this.nanos);
  }
}

/** A java.time.Duration, in nanoseconds. */
export class Duration extends GroovyObject {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    super();
    this.nanos = nanos;
  }

  get cls(): GroovyClass {
    return known('Duration');
  }

  get hashKey(): string {
    return String(this.nanos);
  }

  get sortKey(): bigint {
    return this.nanos;
  }
}

/** A java.time.Period. */
export class Period extends GroovyObject {
  readonly months: number;
  readonly days: number;

  constructor(months: number, days: number) {
    super();
    this.months = months;
    this.days = days;
  }

  get cls(): GroovyClass {
    return known('Period');
  }

  get hashKey(): string {
    return `${this.months} ${this.days}`;
  }
}

/** A constant of DayOfWeek, Month or ChronoUnit. */
export class TimeConstant extends GroovyObject {
  readonly name: string;
  readonly ordinal: number;
  readonly cls: GroovyClass;

  constructor(name: string, ordinal: number, cls: GroovyClass) {
    super();
    this.name = name;
    this.ordinal = ordinal;
    this.cls = cls;
  }

  get sortKey(): number {
    return this.ordinal;
  }
}
