import { known } from '../value/classes.ts';
import { JavaArray } from '../value/collections.ts';
import type { GroovyClass } from '../value/object.ts';
import { GString } from '../value/text-values.ts';
import type { Value } from '../value/value.ts';
import { classOf, isClosure } from './class-of.ts';
import { isNumber } from './numeric.ts';
import { elementName, type Type } from './types.ts';

/*
 * Which of several functions a call takes, by the rules of Groovy's MetaClassHelper.calculateParameterDistance: an
 * interface is nearer than a wider number, that is nearer than a superclass, and a list of any length is the furthest.
 */
const wider = 2 ** 21;
const above = 2 ** 23;

/** What a call pays for arguments that are gathered into an array. */
export const gathered: number = 2 ** 44;

/** How far a superclass is at least, so that what interfaces and numbers cost stays below. */
const nearestAbove = 19;

/** What the arguments of a call were cast to where they stand, `f((Object) x)`: that chooses among the overloads. */
const castArguments = new WeakMap<readonly Value[], readonly (GroovyClass | undefined)[]>();

export function noteCasts(args: readonly Value[], casts: readonly (GroovyClass | undefined)[]): void {
  castArguments.set(args, casts);
}

export function castsOf(args: readonly Value[]): readonly (GroovyClass | undefined)[] | undefined {
  return castArguments.get(args);
}

/** The same for an argument that was cast to a class. */
export function distanceOfCast(own: GroovyClass, type: Type): number | undefined {
  const { cls } = type;
  if (type.dimensions > 0 || (own !== cls && !own.isA(cls) && cls !== known('Object'))) return undefined;
  if (own === cls) return 0;
  return cls.isInterface ? interfaceDistance(own, cls) : classDistance(own, cls);
}

/** Whether a value goes into a parameter of a type, and how far they are apart; undefined when it does not. */
export function distanceTo(value: Value, type: Type): number | undefined {
  if (type.dimensions > 0) return distanceToArray(value, type);
  const { cls } = type;
  if (value === null) return type.primitive ? undefined : cls === known('Object') ? 0 : 1;
  const own = classOf(value);
  if (own === cls) return 0;
  if (isNumber(value) && (cls === known('Object') || cls.isA(known('Number')))) {
    const steps = widening(own.simpleName, cls.simpleName);
    return steps === undefined ? undefined : steps * wider;
  }
  if (own.isA(cls)) return cls.isInterface ? interfaceDistance(own, cls) : classDistance(own, cls);
  if (cls === known('Object')) return classDistance(own, cls);
  if (cls === known('String') && value instanceof GString) return (nearestAbove + 5) * above;
  return isClosure(value) && cls.isInterface ? (nearestAbove + 6) * above : undefined;
}

function distanceToArray(value: Value, type: Type): number | undefined {
  if (value === null) return 1;
  if (!(value instanceof JavaArray)) return undefined;
  if (value.element === elementName(type)) return 0;
  return type.primitive ? undefined : (nearestAbove + 3) * above;
}

/** The longest way up to an interface; undefined when there is none. */
function interfaceDistance(own: GroovyClass | undefined, target: GroovyClass): number | undefined {
  if (own === undefined || own === target) return own === undefined ? undefined : 0;
  let longest: number | undefined;
  for (const each of [own.superclass, ...own.interfaces]) {
    const distance = interfaceDistance(each, target);
    if (distance !== undefined) longest = Math.max(longest ?? 0, distance + 1);
  }
  return longest;
}

function classDistance(own: GroovyClass, target: GroovyClass): number {
  // An Object[] is meant for an Object[] before it is one for an Object.
  let distance = nearestAbove + (own.name.startsWith('[') ? 4 : 0);
  for (let each: GroovyClass | undefined = own; each !== undefined && each !== target; each = each.superclass)
    distance += each === known('GString') ? 2 : 3;
  return distance * above;
}

const widths = ['Byte', 'Short', 'Integer', 'Long', 'BigInteger', 'Float', 'Double'];

function widening(from: string, to: string): number | undefined {
  if (to === 'Number') return 60;
  if (to === 'Object') return 61;
  if (from === 'BigDecimal') return to === 'Double' ? 3 : to === 'Float' ? 4 : undefined;
  if (to === 'BigDecimal') return 50;
  const steps = widths.indexOf(to) - widths.indexOf(from);
  return steps > 0 ? steps : undefined;
}
