import type { Expression, Span } from '@pipeline-lab/groovy/syntax';
import type { ArgumentType, SimpleType } from '../catalogue/schema.ts';
import { report, type Reader, sourceOf } from './reader.ts';

/** A constant as Java has it. */
interface Constant {
  readonly type: 'String' | 'Boolean' | 'Integer' | 'Long' | 'Double' | 'Float' | 'null';
  readonly text: string;
}

/** The constant that an expression is; undefined for what is known only while the pipeline runs. */
export function constantOf(expression: Expression): Constant | undefined {
  if (expression.kind === 'number') return numberConstant(expression.type, expression.text);
  if (expression.kind === 'unary' && expression.operator === '-' && expression.operand.kind === 'number') {
    const constant = constantOf(expression.operand);
    return constant && { ...constant, text: `-${constant.text}` };
  }
  if (expression.kind !== 'literal') return undefined;
  const { value } = expression;
  if (value === null) return { type: 'null', text: 'null' };
  return { type: typeof value === 'string' ? 'String' : 'Boolean', text: String(value) };
}

function numberConstant(type: string, text: string): Constant {
  if (type === 'Integer' || type === 'Long' || type === 'Double' || type === 'Float') return { type, text };
  return { type: type === 'BigInteger' ? 'Long' : 'Double', text };
}

const largest = 2n ** 63n - 1n;

/**
 * Checks a value as Jenkins does when it takes it apart: only what has quotes may begin with `${`, and integers end
 * somewhere.
 */
export function checkValue(reader: Reader, value: Expression): void {
  if (value.kind === 'number' && value.type === 'BigInteger' && BigInt(value.text) > largest)
    report(reader, value, 'argument-big-integer');
  if (value.kind === 'literal' || value.kind === 'number' || value.kind === 'gstring') return;
  const text = sourceOf(reader, value);
  if (text.startsWith('${')) report(reader, value, 'argument-bare-dollar', [text]);
}

/** Reports a constant that cannot become the type of its argument; `name` is missing for an unnamed one. */
export function checkType(reader: Reader, value: Expression, type: ArgumentType, name?: string): boolean {
  const constant = constantOf(value);
  if (constant === undefined || typeof type !== 'string' || fits(constant, type)) return true;
  const got = [constant.text, `class java.lang.${constant.type}`];
  const at: Span = value;
  if (name === undefined) report(reader, at, 'argument-type-unnamed', [javaTypes[type], ...got]);
  else report(reader, at, 'argument-type', [javaTypes[type], name, ...got]);
  return false;
}

const units = ['NANOSECONDS', 'MICROSECONDS', 'MILLISECONDS', 'SECONDS', 'MINUTES', 'HOURS', 'DAYS'];

/** Groovy's cast, with the exceptions that Jenkins makes for texts. */
function fits({ type, text }: Constant, wanted: SimpleType): boolean {
  if (type === 'null') return true;
  switch (wanted) {
    case 'string':
      return type !== 'Integer' && type !== 'Boolean';
    case 'int':
      return type !== 'String' && type !== 'Boolean';
    case 'long':
    case 'double':
    case 'Integer':
      return type === 'String' ? text.length === 1 : type !== 'Boolean';
    case 'list':
    case 'map':
      return false;
    case 'unit':
      return type === 'String' && units.includes(text);
    default:
      return true;
  }
}

/** The types as Jenkins' messages write them. */
const javaTypes: Readonly<Record<SimpleType, string>> = {
  string: 'class java.lang.String',
  int: 'int',
  long: 'long',
  double: 'double',
  boolean: 'boolean',
  Boolean: 'class java.lang.Boolean',
  Integer: 'class java.lang.Integer',
  unit: 'class java.util.concurrent.TimeUnit',
  list: 'interface java.util.List',
  map: 'interface java.util.Map',
  describable: 'interface hudson.model.Describable',
  any: 'class java.lang.Object',
};
