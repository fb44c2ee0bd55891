import type { AssignNode, Expression, Statement } from '@pipeline-lab/groovy/syntax';
import type { EnvEntry } from '../model.ts';
import { report, type Reader, sourceOf, spanOf, textIn } from './reader.ts';
import { blockOf, type Section } from './sections.ts';
import { checkValue } from './values.ts';

/** `environment { NAME = value }` */
export function readEnvironment(reader: Reader, section: Section | undefined): EnvEntry[] {
  if (section === undefined) return [];
  const block = blockOf(reader, section);
  const entries = new Map<string, EnvEntry>();
  let valid = true;
  for (const statement of block?.closure?.body ?? []) {
    const assignment = assignmentIn(statement);
    if (assignment === undefined) {
      valid = false;
      reportStatement(reader, statement);
    } else readEntry(reader, assignment, entries);
  }
  if (!valid) report(reader, section.statement, 'environment-pairs');
  if (entries.size === 0) report(reader, section.statement, 'environment-empty');
  return [...entries.values()];
}

function assignmentIn(statement: Statement): AssignNode | undefined {
  if (statement.kind !== 'expression' || statement.expression.kind !== 'assign') return undefined;
  const { expression } = statement;
  return expression.operator === '=' && expression.target.kind !== 'call' ? expression : undefined;
}

function reportStatement(reader: Reader, statement: Statement): void {
  if (statement.kind !== 'expression') return;
  const text = sourceOf(reader, statement.expression);
  const [key = '', ...value] = text.split('=');
  if (value.length > 0) report(reader, statement, 'environment-identifier', [key.trim()]);
  else report(reader, statement, 'environment-expression', [text]);
}

function readEntry(
  reader: Reader,
  { target, value, ...span }: AssignNode,
  entries: Map<string, EnvEntry>,
): void {
  const name = textIn(target);
  if (name === undefined) report(reader, target, 'expected-string');
  const key = name ?? 'error';
  if (entries.has(key)) return report(reader, target, 'duplicate-environment', [key]);
  if (!isIdentifier(key)) report(reader, target, 'environment-identifier', [key]);
  checkEnvironmentValue(reader, value);
  entries.set(key, { name: key, value, ...spanOf(span) });
}

export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

function checkEnvironmentValue(reader: Reader, value: Expression): void {
  if (isConstant(value)) checkValue(reader, value);
  else if (value.kind === 'call') checkCall(reader, value);
  else if (value.kind !== 'binary') report(reader, value, 'environment-value');
  else if (value.operator === '+') checkConcatenation(reader, value);
  else report(reader, value, 'environment-operation');
}

function checkCall(reader: Reader, value: Extract<Expression, { kind: 'call' }>): void {
  if (value.receiver !== undefined || value.name !== 'credentials') return checkValue(reader, value);
  const { positional, named } = value;
  const strings = named.length === 0 && positional.every(isConstant);
  if (!strings) report(reader, value, 'environment-function-argument');
}

function checkConcatenation(reader: Reader, value: Extract<Expression, { kind: 'binary' }>): void {
  const { left, right } = value;
  if (left.kind === 'binary') {
    if (left.operator !== '+') return report(reader, left, 'environment-operation');
    checkConcatenation(reader, left);
  } else checkPart(reader, left);
  checkPart(reader, right);
}

function checkPart(reader: Reader, value: Expression): void {
  if (!isConstant(value)) report(reader, value, 'environment-concat-value');
}

function isConstant(value: Expression): boolean {
  if (value.kind === 'unary') return value.operator === '-' && value.operand.kind === 'number';
  return value.kind === 'literal' || value.kind === 'number' || value.kind === 'gstring';
}
