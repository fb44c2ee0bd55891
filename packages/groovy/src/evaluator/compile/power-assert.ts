import type { BinaryNode, Expression } from '../../ast/expression.ts';
import type { AssertStatement } from '../../ast/statement.ts';
import { inspect, textOf } from '../core/text.ts';
import { GString } from '../value/text-values.ts';
import type { Value } from '../value/value.ts';
import type { Frame } from './frame.ts';

/** The offset under which the value of an expression is shown; undefined for one that is not shown. */
export function columnOf(node: Expression, source: string): number | undefined {
  switch (node.kind) {
    case 'variable':
      return node.start;
    case 'property':
      return source.lastIndexOf(node.name, node.end);
    case 'call':
      return node.nameSpan.start;
    case 'binary':
      return operatorAt(node, source);
    case 'index':
      return source.indexOf('[', node.object.end);
    case 'unary':
    case 'new':
    case 'list':
    case 'map':
    case 'cast':
      return node.start;
    case 'instanceof':
      return source.indexOf('instanceof', node.value.end);
    case 'ternary':
      return source.indexOf('?', node.test.end);
    default:
      return undefined;
  }
}

function operatorAt({ operator, left, right }: BinaryNode, source: string): number {
  const found = source.indexOf(operator, left.end);
  return found >= 0 && found < right.start ? found : left.end;
}

/** Groovy's picture of a failed assertion: the expression with the value of each part under it. */
export function assertionText(node: AssertStatement, source: string, frame: Frame): string {
  const text = source.slice(node.start, node.test.end);
  if (text.includes('\n')) return text;
  const values = (frame.recorded ?? [])
    .map(([offset, value]): [number, string] => [offset - node.start, shown(value, frame)])
    .sort(([left], [right]) => right - left);
  const lines = values.length === 0 ? [] : picture(values);
  return [text, ...lines].join('\n');
}

function shown(value: Value, frame: Frame): string {
  return typeof value === 'string' || value instanceof GString
    ? inspect(value, frame).slice(1, -1)
    : textOf(value, frame);
}

/** Values from right to left; one that would touch what stands right of it goes a line lower. */
function picture(values: readonly [number, string][]): string[] {
  const lines: string[] = [values.reduce((line, [column]) => put(line, column, '|'), '')];
  const starts: number[] = [Number.POSITIVE_INFINITY];
  for (const [column, value] of values) {
    let row = 1;
    while ((starts[row] ?? Number.POSITIVE_INFINITY) <= column + value.length) {
      lines[row] = put(lines[row] ?? '', column, '|');
      starts[row] = column;
      row += 1;
    }
    lines[row] = put(lines[row] ?? '', column, value);
    starts[row] = column;
  }
  return lines;
}

function put(line: string, column: number, text: string): string {
  const padded = line.padEnd(column + text.length);
  return padded.slice(0, column) + text + padded.slice(column + text.length);
}
