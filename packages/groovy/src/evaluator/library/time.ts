import { intAt, textAt } from '../core/arguments.ts';
import { fail } from '../core/fail.ts';
import { defaultZone, knownZone, offsetText } from '../format/calendar.ts';
import { known } from '../value/classes.ts';
import type { JavaDate } from '../value/date.ts';
import { Zone } from '../value/date.ts';
import type { Temporal } from '../value/temporal.ts';
import type { Value } from '../value/value.ts';
import { define } from './define.ts';
import { defineDuration } from './duration.ts';
import { defineTimeConstants } from './time-constants.ts';

import { temporalMethods } from './temporal-methods.ts';
import { format, Formatter, instant, iso, read, staticsOf, temporalAt, zoneAt } from './temporal-values.ts';

/** java.time: dates, times, instants, durations and their formatter. */
export function defineTime(): void {
  defineTimeConstants();
  defineDuration();
  for (const type of [
    'LocalDate',
    'LocalTime',
    'LocalDateTime',
    'Instant',
    'ZonedDateTime',
    'OffsetDateTime',
  ] as const)
    define<Temporal>(type, { statics: staticsOf(type), methods: temporalMethods });
  define<Formatter>('DateTimeFormatter', {
    statics: { 'ofPattern 1 2': (_, args) => new Formatter(textAt(args, 0)) },
    constants: Object.fromEntries(
      Object.entries(iso).map(([name, pattern]) => [name, (): Value => new Formatter(pattern)]),
    ),
    methods: {
      'format 1': (self, args) => format(temporalAt(args, 0), self),
      'withZone 1': (self, args) => new Formatter(self.pattern, zoneAt(args, 0)),
      'withLocale 1': (self) => self,
      'parse 1': (self, args) => read('LocalDateTime', textAt(args, 0), self),
    },
  });
  define<Zone>('ZoneId', {
    statics: {
      'of 1': (_, args) =>
        new Zone(
          knownZone(textAt(args, 0)) ??
            fail(
              'DateTimeException',
              `Invalid ID for region-based ZoneId, invalid format: ${textAt(args, 0)}`,
            ),
          known('ZoneId'),
        ),
      'systemDefault 0': () => new Zone(defaultZone(), known('ZoneId')),
    },
    methods: { 'getId|toString 0': (self) => self.name },
  });
  define('ZoneOffset', {
    constants: { UTC: () => new Zone('Z', known('ZoneId')) },
    statics: {
      'of 1': (_, args) => new Zone(textAt(args, 0), known('ZoneId')),
      'ofHours 1': (_, args) => new Zone(offsetText(intAt(args, 0) * 60, ':'), known('ZoneId')),
    },
  });
  define<JavaDate>('Date', { methods: { 'toInstant 0': (self) => instant(self.time, 0) } });
}
