import { known } from '../value/classes.ts';
import { GroovySet, JavaArray, javaArray, Range } from '../value/collections.ts';
import { parseDecimal } from '../value/decimal.ts';
import { ScriptClass } from '../value/instance.ts';
import type { Context } from '../value/method.ts';
import { BigInteger, Char, Double, Float, SmallInteger } from '../value/numbers.ts';
import type { GroovyClass } from '../value/object.ts';
import { Proxy } from '../value/proxy.ts';
import { GString } from '../value/text-values.ts';
import type { Value } from '../value/value.ts';
import { classOf, isClosure, isInstance } from './class-of.ts';
import { makeCollection } from './collections.ts';
import { atOnce } from './eventual.ts';
import { fail, refuse } from './fail.ts';
import { itemsIn } from './iterate.ts';
import { isNumber, toBigInt, toDecimal, toInt, toLong, toNumber } from './numeric.ts';
import { textOf } from './text.ts';
import { isTrue } from './truth.ts';
import { classOfType, elementName, type Type, typeName } from './types.ts';

/** Makes a value fit a declared type, as an assignment and `(Type) value` do. Throws a GroovyCastException. */
export function castTo(value: Value, type: Type, context: Context): Value {
  if (type.dimensions > 0) return castToArray(value, type, context);
  const { cls } = type;
  if (cls === known('Object')) return value;
  if (cls === known('Boolean') && (type.primitive || value !== null)) return isTrue(value, context);
  if (value === null) return type.primitive && type.name !== 'void' ? failCast(value, type, context) : null;
  if (cls === known('String')) return textOf(value, context);
  if (cls.isA(known('Number')) || cls === known('Character')) return castNumber(value, type, context);
  if (isInstance(value, cls)) return value;
  return castObject(value, type, context) ?? failCast(value, type, context);
}

function failCast(value: Value, type: Type, context: Context): never {
  const own = value === null ? 'null' : classOf(value).name;
  const instead = value === null && type.primitive ? `. Try '${type.cls.name}' instead` : '';
  return fail(
    'GroovyCastException',
    `Cannot cast object '${textOf(value, context)}' with class '${own}' to class '${typeName(type)}'${instead}`,
  );
}

/** A number, character or one-letter string as a number type or a character. */
function castNumber(value: Value, type: Type, context: Context): Value {
  const { cls } = type;
  if (cls === known('Character')) {
    if (value instanceof Char) return value;
    if (isNumber(value)) return new Char(toInt(value));
    const text = typeof value === 'string' || value instanceof GString ? textOf(value, context) : '';
    return text.length === 1 ? new Char(text.charCodeAt(0)) : failCast(value, type, context);
  }
  let number = value;
  if (value instanceof Char) number = value.code;
  else if (typeof value === 'string' && value.length === 1) number = value.charCodeAt(0);
  if (!isNumber(number)) return failCast(value, type, context);
  return convertNumber(number, cls);
}

/** A number as another type of number. */
export function convertNumber(value: Value, cls: GroovyClass): Value {
  switch (cls.simpleName) {
    case 'Integer':
      return toInt(value);
    case 'Byte':
      return new SmallInteger(toInt(value), 8);
    case 'Short':
      return new SmallInteger(toInt(value), 16);
    case 'Long':
      return toLong(value);
    case 'Double':
      return value instanceof Double ? value : new Double(toNumber(value));
    case 'Float':
      return new Float(toNumber(value));
    case 'BigInteger':
      return new BigInteger(toBigInt(value));
    case 'BigDecimal':
      return toDecimal(value);
    default:
      return value;
  }
}

const widthOf: ReadonlyMap<string, number> = new Map([
  ['Integer', 32],
  ['Short', 16],
  ['Byte', 8],
  ['Long', 64],
]);

/** A text as a number of a type; undefined when it is none. */
export function parseNumber(text: string, cls: GroovyClass): Value | undefined {
  const decimal = parseDecimal(
    text.replace(/[dDfF]$/, cls.simpleName === 'Double' || cls.simpleName === 'Float' ? '' : '$&'),
  );
  if (decimal === undefined) {
    const special =
      /^[+-]?(?:NaN|Infinity)$/.test(text) && (cls.simpleName === 'Double' || cls.simpleName === 'Float');
    return special ? convertNumber(new Double(Number(text)), cls) : undefined;
  }
  if (cls.simpleName === 'BigDecimal') return decimal;
  if (cls.simpleName === 'Double' || cls.simpleName === 'Float')
    return convertNumber(new Double(Number(text.replace(/[dDfF]$/, ''))), cls);
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const whole = BigInt(text.replace('+', ''));
  const bits = widthOf.get(cls.simpleName) ?? 0;
  return bits !== 0 && BigInt.asIntN(bits, whole) !== whole
    ? undefined
    : convertNumber(new BigInteger(whole), cls);
}

function castToArray(value: Value, type: Type, context: Context): Value {
  if (value === null) return null;
  const items = itemsIn(value, context);
  if (items === undefined || typeof value === 'string' || value instanceof Map)
    return failCast(value, type, context);
  if (value instanceof JavaArray && value.element === elementName(type)) return value;
  const element: Type = { ...type, dimensions: type.dimensions - 1 };
  return javaArray(
    items.map((item) => {
      const fitted = castTo(item, element, context);
      return fitted instanceof SmallInteger ? fitted.value : fitted;
    }),
    elementName(type),
  );
}

/** Lists, sets and constructors called by the list or map of their arguments. */
function castObject(value: Value, type: Type, context: Context): Value | undefined {
  const { cls } = type;
  if (
    value instanceof JavaArray ||
    value instanceof Range ||
    value instanceof GroovySet ||
    Array.isArray(value)
  ) {
    const made =
      cls.isA(known('Collection')) || known('Collection').isA(cls)
        ? makeCollection(cls, itemsIn(value, context) ?? [])
        : undefined;
    if (made !== undefined) return made;
  }
  if (
    cls instanceof ScriptClass &&
    cls.kindOfClass === 'enum' &&
    (typeof value === 'string' || value instanceof GString)
  ) {
    const name = textOf(value, context);
    return (
      cls.constants.get(name)?.() ?? fail('IllegalArgumentException', `No enum constant ${cls.name}.${name}`)
    );
  }
  if (cls === known('Class') && typeof value === 'string') return context.script.classes.get(value);
  if (isClosure(value) && cls.isInterface) return new Proxy(cls, value);
  const { construct } = cls;
  if (cls.forbidden) refuse(`new ${cls.name}`);
  if (construct === undefined) return undefined;
  if (Array.isArray(value)) return atOnce(context, 'a constructor', () => construct(value, context, cls));
  if (value instanceof Map) return atOnce(context, 'a constructor', () => construct([value], context, cls));
  return undefined;
}

/** `value as Type` */
export function coerceTo(value: Value, type: Type, context: Context): Value {
  const { cls } = type;
  if (value === null) return type.primitive && type.dimensions === 0 ? castTo(value, type, context) : null;
  if (type.dimensions === 0 && isInstance(value, cls) && !type.primitive) return value;
  if (type.dimensions > 0 && typeof value === 'string')
    return castToArray(
      type.name === 'String' || type.name === 'char' ? value.split('') : [value],
      type,
      context,
    );
  if (
    type.dimensions === 0 &&
    (typeof value === 'string' || value instanceof GString) &&
    cls.isA(known('Number'))
  ) {
    const text = textOf(value, context).trim();
    return parseNumber(text, cls) ?? fail('NumberFormatException', numberMessage(text, cls));
  }
  if (typeof value === 'string' && cls.isA(known('Collection')))
    return makeCollection(cls, value.split('')) ?? failCast(value, type, context);
  if (value instanceof Map && cls.isInterface && !known('Map').isA(cls) && !cls.isA(known('Map')))
    return new Proxy(cls, value);
  if (value instanceof Map && cls.isA(known('Map'))) return makeCollection(cls, value) ?? value;
  if (cls === known('Boolean')) return isTrue(value, context);
  return castTo(value, type, context);
}

/** What Java says about a text that is no number of a type. */
export function numberMessage(text: string, cls: GroovyClass): string {
  if (cls.simpleName === 'BigDecimal')
    return text === ''
      ? 'Index 0 out of bounds for length 0'
      : `Character ${/[^\d.+-]/.exec(text)?.[0] ?? 'array'} is neither a decimal digit number, decimal point, nor "e" notation exponential mark.`;
  return text === '' && /Double|Float/.test(cls.simpleName) ? 'empty String' : `For input string: "${text}"`;
}

/** Whether a value is an instance of a type, as `instanceof` asks. */
export function isOfType(value: Value, type: Type): boolean {
  if (value === null) return false;
  const cls = classOfType(type);
  return (
    classOf(value).isA(cls) || (type.dimensions > 0 && value instanceof JavaArray && type.name === 'Object')
  );
}
