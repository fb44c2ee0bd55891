import type {
  CatchClause,
  DeclarationStatement,
  ForInStatement,
  ForStatement,
  Statement,
  SwitchStatement,
  TryStatement,
  WhileStatement,
} from '../ast/statement.ts';
import { GroovyRuntimeError, GroovyThrownError } from '../errors.ts';
import { evaluate } from './evaluate.ts';
import { entryOf } from './methods/map.ts';
import { type Frame, inner } from './scope.ts';
import { textOf, typeOf } from './text.ts';
import { areEqual, isTrue } from './truth.ts';
import type { Thrown, Value } from './value.ts';

/** How a statement ended, and its value. */
interface Completion {
  readonly kind: 'normal' | 'return' | 'break' | 'continue';
  readonly value: Value;
}

const nothing: Completion = { kind: 'normal', value: null };

/** Runs the body of a function, a closure or a script: gives what it returns, or the value of its last statement. */
export async function runBlock(statements: readonly Statement[], frame: Frame): Promise<Value> {
  return (await executeAll(statements, frame)).value;
}

async function executeAll(statements: readonly Statement[], frame: Frame): Promise<Completion> {
  let last = nothing;
  for (const statement of statements) {
    last = await execute(statement, frame);
    if (last.kind !== 'normal') return last;
  }
  return last;
}

async function execute(node: Statement, frame: Frame): Promise<Completion> {
  switch (node.kind) {
    case 'expression':
      return { kind: 'normal', value: await evaluate(node.expression, frame) };
    case 'declare':
      return await declare(node, frame);
    case 'function':
      frame.functions.set(node.name, node);
      return nothing;
    case 'block':
      return await executeAll(node.statements, inner(frame));
    case 'if': {
      const chosen = isTrue(await evaluate(node.test, frame)) ? node.consequent : node.alternate;
      return chosen === undefined ? nothing : await execute(chosen, inner(frame));
    }
    case 'forIn':
      return await forIn(node, frame);
    case 'for':
    case 'while':
      return await loop(node, frame);
    case 'switch':
      return await choose(node, frame);
    case 'try':
      return await attempt(node, frame);
    case 'throw':
      throw errorOf(await evaluate(node.value, frame), node.start);
    case 'return':
      return { kind: 'return', value: node.value === undefined ? null : await evaluate(node.value, frame) };
    case 'break':
    case 'continue':
      return { kind: node.kind, value: null };
    case 'assert': {
      if (isTrue(await evaluate(node.test, frame))) return nothing;
      const message =
        node.message === undefined ? 'assertion failed' : textOf(await evaluate(node.message, frame));
      throw new GroovyThrownError('AssertionError', message, node.start);
    }
    case 'labeled':
      return await execute(node.body, frame);
    default:
      return nothing;
  }
}

async function declare(node: DeclarationStatement, frame: Frame): Promise<Completion> {
  const whole = node.destructured === undefined ? null : await evaluate(node.destructured, frame);
  const list = Array.isArray(whole) ? whole : [];
  let value: Value = whole;
  for (const [index, declarator] of node.declarators.entries()) {
    if (node.destructured !== undefined) value = list[index] ?? null;
    else value = declarator.value === undefined ? null : await evaluate(declarator.value, frame);
    frame.scope.variables.set(declarator.name, value);
  }
  return { kind: 'normal', value };
}

async function forIn(node: ForInStatement, frame: Frame): Promise<Completion> {
  for (const item of itemsOf(await evaluate(node.iterable, frame), node.iterable.start)) {
    await frame.host.checkpoint?.();
    const own = inner(frame);
    own.scope.variables.set(node.name, item);
    const { kind, value } = await execute(node.body, own);
    if (kind === 'break') break;
    if (kind === 'return') return { kind, value };
  }
  return nothing;
}

function itemsOf(value: Value, offset: number): Iterable<Value> {
  if (value === null) return [];
  if (Array.isArray(value)) return [...value];
  if (value instanceof Map) return [...value].map(entryOf);
  if (typeof value === 'string') return value;
  throw new GroovyRuntimeError('IllegalArgumentException', `cannot go through a ${typeOf(value)}`, offset);
}

async function loop(node: ForStatement | WhileStatement, outer: Frame): Promise<Completion> {
  const frame = inner(outer);
  const goesOn = async (): Promise<boolean> =>
    node.test === undefined || isTrue(await evaluate(node.test, frame));
  if (node.kind === 'for') for (const each of node.init) await execute(each, frame);
  while (await goesOn()) {
    await frame.host.checkpoint?.();
    const { kind, value } = await execute(node.body, inner(frame));
    if (kind === 'break') break;
    if (kind === 'return') return { kind, value };
    if (node.kind === 'for') for (const each of node.update) await evaluate(each, frame);
  }
  return nothing;
}

async function choose(node: SwitchStatement, frame: Frame): Promise<Completion> {
  const subject = await evaluate(node.subject, frame);
  let from = -1;
  for (const [index, { test }] of node.cases.entries()) {
    if (test === undefined || !matchesCase(await evaluate(test, frame), subject)) continue;
    from = index;
    break;
  }
  if (from < 0) from = node.cases.findIndex(({ test }) => test === undefined);
  for (const { body } of from < 0 ? [] : node.cases.slice(from)) {
    const completion = await executeAll(body, inner(frame));
    if (completion.kind === 'break') return nothing;
    if (completion.kind !== 'normal') return completion;
  }
  return nothing;
}

function matchesCase(test: Value, subject: Value): boolean {
  return Array.isArray(test) ? test.some((item) => areEqual(item, subject)) : areEqual(test, subject);
}

async function attempt(node: TryStatement, frame: Frame): Promise<Completion> {
  let completion: Completion;
  try {
    completion = await executeAll(node.body, inner(frame)).catch((error: unknown) =>
      handle(node.catches, error, frame),
    );
  } catch (error) {
    const last = await finish(node, frame);
    if (last !== undefined) return last;
    throw error;
  }
  return (await finish(node, frame)) ?? completion;
}

/** What `finally` itself decides, by `return`, `break` or `continue`. */
async function finish({ finalizer }: TryStatement, frame: Frame): Promise<Completion | undefined> {
  const completion = await executeAll(finalizer ?? [], inner(frame));
  return completion.kind === 'normal' ? undefined : completion;
}

async function handle(clauses: readonly CatchClause[], error: unknown, frame: Frame): Promise<Completion> {
  const thrown = thrownOf(error, frame);
  const clause =
    thrown && clauses.find(({ types }) => types.length === 0 || types.some(({ name }) => isA(thrown, name)));
  if (thrown === undefined || clause === undefined) throw error;
  const own = inner(frame);
  own.scope.variables.set(clause.name, thrown);
  return await executeAll(clause.body, own);
}

/** An error as a script sees it; undefined when no script may catch it. */
function thrownOf(error: unknown, { host }: Frame): Thrown | undefined {
  if (error instanceof GroovyRuntimeError || error instanceof GroovyThrownError) {
    return { kind: 'thrown', typeName: error.typeName, message: error.message, error };
  }
  const message = error instanceof Error ? error.message : String(error);
  const described =
    host.describeError === undefined ? { typeName: 'Exception', message } : host.describeError(error);
  return described === undefined ? undefined : { kind: 'thrown', ...described, error };
}

const supertypes: ReadonlyMap<string, readonly string[]> = new Map([
  ['AbortException', ['IOException']],
  ['AssertionError', ['Error', 'Throwable']],
]);

function isA({ typeName }: Thrown, type: string): boolean {
  const short = type.slice(type.lastIndexOf('.') + 1);
  if (short === typeName) return true;
  const above = supertypes.get(typeName);
  if (above?.includes('Error') === true) return above.includes(short);
  if (short === 'Exception' || short === 'Throwable') return true;
  if (short === 'RuntimeException')
    return !['AbortException', 'FlowInterruptedException', 'IOException'].includes(typeName);
  return above?.includes(short) === true;
}

function errorOf(value: Value, offset: number): unknown {
  if (value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'thrown')
    return value.error;
  return new GroovyRuntimeError('GroovyCastException', `a ${typeOf(value)} cannot be thrown`, offset);
}
