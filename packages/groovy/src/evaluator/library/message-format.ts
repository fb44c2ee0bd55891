import { textAt } from '../core/arguments.ts';
import { fail } from '../core/fail.ts';
import { isNumber } from '../core/numeric.ts';
import { textOf } from '../core/text.ts';
import type { Context } from '../value/method.ts';
import { JavaArray } from '../value/collections.ts';
import type { Value } from '../value/value.ts';
import { usualNumber } from './decimal-format.ts';
import { define } from './define.ts';

/** java.text.MessageFormat: `{0}`, `{1,number,#.##}`. */
export function defineMessageFormat(): void {
  define('MessageFormat', {
    statics: {
      format: (_, args, context) => {
        const [, first = null] = args;
        const given = args.length === 2 && first instanceof JavaArray ? [...first] : args.slice(1);
        return filledIn(textAt(args, 0), given, context);
      },
    },
  });
}

const patterns: Readonly<Record<string, string>> = {
  integer: '#,##0',
  percent: '#,##0%',
  currency: '¤#,##0.00',
};

/** A quote begins text that is taken as it is; two of them are one. */
function filledIn(pattern: string, args: readonly Value[], context: Context): string {
  return pattern.replaceAll(
    /''|'([^']*)'?|\{(\d+)(?:,(\w+)(?:,([^}]*))?)?\}|\{[^}]*\}?/g,
    (whole, quoted?: string, index?: string, type?: string, style?: string) => {
      if (whole === "''") return "'";
      if (quoted !== undefined) return quoted;
      if (index === undefined)
        return fail(
          'IllegalArgumentException',
          `can't parse argument number: ${whole.replaceAll(/[{}]/g, '')}`,
        );
      const value = args[Number(index)];
      return value === undefined ? `{${index}}` : shown(value, type, style, context);
    },
  );
}

function shown(value: Value, type: string | undefined, style: string | undefined, context: Context): string {
  if (value === null) return 'null';
  if (type === 'number')
    return usualNumber(value, style === undefined ? undefined : (patterns[style] ?? style));
  if (type !== undefined)
    return fail('UnsupportedOperationException', `MessageFormat has no format type ${type} here`);
  return isNumber(value) ? usualNumber(value) : textOf(value, context);
}
