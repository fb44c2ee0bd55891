import { BigDecimal, negate, type Rounding, setScale } from '../value/decimal.ts';

/** What a pattern of java.text.DecimalFormat says: `#,##0.00`, `0%`, `0.###E0`, `'no. '0;(0)`. */
export interface NumberPattern {
  readonly prefix: string;
  readonly suffix: string;
  /** Around a negative number; undefined: a minus before the prefix. */
  readonly negative: { readonly prefix: string; readonly suffix: string } | undefined;
  /** Digits between two grouping marks; 0 for none. */
  grouping: number;
  leastWhole: number;
  leastPart: number;
  mostPart: number;
  /** Digits of the exponent; 0 for none. */
  readonly exponent: number;
  /** What the number is multiplied by, as a power of 10: 2 for `%`, 3 for `‰`. */
  readonly power: number;
}

/** Reads a pattern; undefined for one that is none. */
export function readNumberPattern(pattern: string): NumberPattern | undefined {
  const [positive = '', negative] = halves(pattern);
  const found = /^((?:'[^']*'|[^#0,.'])*)([#0,]*)(?:\.([#0]*))?(?:E(0+))?((?:'[^']*'|[^#0,.'])*)$/.exec(
    positive,
  );
  if (found === null) return undefined;
  const [, prefix = '', whole = '', part = '', exponent = '', suffix = ''] = found;
  if (/0#/.test(whole.replaceAll(',', '')) || /#0/.test(part)) return undefined;
  const comma = whole.lastIndexOf(',');
  const signs = (prefix + suffix).replaceAll(/'[^']*'/g, '');
  return {
    prefix: unquoted(prefix),
    suffix: unquoted(suffix),
    negative: negative === undefined ? undefined : affixes(negative),
    grouping: comma < 0 ? 0 : whole.length - comma - 1,
    ...leastDigits(whole, part, positive.includes('.')),
    mostPart: part.length,
    exponent: exponent.length,
    power: signs.includes('%') ? 2 : signs.includes('‰') ? 3 : 0,
  };
}

/** A pattern with a point and without a 0 has one all the same, before the point if there is room. */
function leastDigits(
  whole: string,
  part: string,
  hasPoint: boolean,
): { readonly leastWhole: number; readonly leastPart: number } {
  const [leastWhole, leastPart] = [count(whole, '0'), count(part, '0')];
  if (!hasPoint || leastWhole + leastPart > 0) return { leastWhole, leastPart };
  return whole === '' ? { leastWhole, leastPart: 1 } : { leastWhole: 1, leastPart };
}

function halves(pattern: string): string[] {
  const at = pattern.replaceAll(/'[^']*'/g, (quoted) => '_'.repeat(quoted.length)).indexOf(';');
  return at < 0 ? [pattern] : [pattern.slice(0, at), pattern.slice(at + 1)];
}

function affixes(pattern: string): { readonly prefix: string; readonly suffix: string } {
  const [, prefix = '', suffix = ''] =
    /^((?:'[^']*'|[^#0,.'])*)[#0,.E]*((?:'[^']*'|[^#0,.'])*)$/.exec(pattern) ?? [];
  return { prefix: unquoted(prefix), suffix: unquoted(suffix) };
}

function unquoted(text: string): string {
  return text
    .replaceAll(/'([^']*)'/g, (_, inside: string) => (inside === '' ? "'" : inside))
    .replaceAll('¤', '$');
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** A number as a pattern has it, with the marks of English. */
export function formatNumber(value: BigDecimal, pattern: NumberPattern, rounding: Rounding): string {
  const isNegative = value.unscaled < 0n;
  const magnitude = isNegative ? negate(value) : value;
  const mode = isNegative ? mirrored(rounding) : rounding;
  const digits =
    pattern.exponent > 0 ? scientific(magnitude, pattern, mode) : plain(magnitude, pattern, mode);
  const { prefix, suffix, negative } = pattern;
  if (!isNegative) return prefix + digits + suffix;
  if (negative === undefined) return `-${prefix}${digits}${suffix}`;
  return negative.prefix + digits + negative.suffix;
}

function mirrored(rounding: Rounding): Rounding {
  if (rounding === 'CEILING') return 'FLOOR';
  return rounding === 'FLOOR' ? 'CEILING' : rounding;
}

function plain(value: BigDecimal, pattern: NumberPattern, rounding: Rounding): string {
  const { leastWhole, leastPart, mostPart, grouping } = pattern;
  const scaled = setScale(timesPowerOfTen(value, pattern.power), mostPart, rounding).toPlainString();
  const [whole = '', part = ''] = scaled.split('.');
  const shown = whole.replace(/^0+/, '').padStart(leastWhole, '0');
  const rest = part.replace(/0+$/, '').padEnd(leastPart, '0');
  const marked =
    grouping === 0 ? shown : shown.replaceAll(new RegExp(`\\B(?=(?:\\d{${grouping}})+$)`, 'g'), ',');
  if (rest !== '') return `${marked}.${rest}`;
  return marked === '' ? '0' : marked;
}

function scientific(value: BigDecimal, pattern: NumberPattern, rounding: Rounding): string {
  const digits = value.unscaled.toString();
  const isZero = value.unscaled === 0n;
  const exponent = isZero ? 0 : digits.length - value.scale - Math.max(pattern.leastWhole, 1);
  const mantissa = timesPowerOfTen(value, -exponent);
  const shown = plain(mantissa, { ...pattern, power: 0, grouping: 0 }, rounding);
  const power = String(Math.abs(exponent)).padStart(pattern.exponent, '0');
  return `${shown}E${exponent < 0 ? '-' : ''}${power}`;
}

function timesPowerOfTen(value: BigDecimal, power: number): BigDecimal {
  return new BigDecimal(value.unscaled, value.scale - power);
}
