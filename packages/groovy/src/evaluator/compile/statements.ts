import type { DeclarationStatement, IfStatement, Statement } from '../../ast/statement.ts';
import { GroovyRuntimeError } from '../../errors.ts';
import { drive, type Task, whenKnown } from '../core/eventual.ts';
import { isInstance } from '../core/class-of.ts';
import { errorOf } from '../core/thrown.ts';
import { known } from '../value/classes.ts';
import type { Eventual, Value } from '../value/value.ts';
import { compileAssert } from './assert.ts';
import { elementAt } from './assign.ts';
import { locate } from './errors.ts';
import {
  BREAK,
  type Code,
  type Completion,
  CONTINUE,
  type Frame,
  type Jump,
  RETURN,
  type Run,
} from './frame.ts';
import { compileFor, compileForIn, compileWhile, labelLoop } from './loops.ts';
import { compileTest } from './operators.ts';
import { castOf } from './parameters.ts';
import type { Scope } from './scope.ts';
import { compileSwitch } from './switch.ts';
import { compileTry } from './try.ts';
import { initializerOf } from './variables.ts';

/** Several statements in a row. */
/** What may follow the last statement of a file without being it. */
const declarations: ReadonlySet<Statement['kind']> = new Set(['class', 'function', 'import']);

export function compileStatements(nodes: readonly Statement[], scope: Scope, tail: boolean): Run {
  const last = nodes.findLastIndex(({ kind }) => !declarations.has(kind));
  const runs = nodes.map((node, index) => scope.unit.statement(node, scope, tail && index === last));
  const [first, second] = runs;
  if (first === undefined) return () => undefined;
  if (second === undefined) return first;
  return (frame) => {
    for (let index = 0; index < runs.length; index += 1) {
      const completion = (runs[index] as Run)(frame);
      if (completion === undefined) continue;
      return completion instanceof Promise ? restLater(runs, index, completion, frame) : completion;
    }
    return undefined;
  };
}

async function restLater(
  runs: readonly Run[],
  at: number,
  first: Promise<Completion>,
  frame: Frame,
): Promise<Completion> {
  const completion = await first;
  if (completion !== undefined) return completion;
  for (const run of runs.slice(at + 1)) {
    const next = run(frame);
    const ended = next instanceof Promise ? await next : next;
    if (ended !== undefined) return ended;
  }
  return undefined;
}

/** A single statement. In tail position the value of an expression is what the function gives. */
export function compileStatement(node: Statement, scope: Scope, tail: boolean): Run {
  switch (node.kind) {
    case 'expression':
      return tail
        ? compileResult(scope.unit.expression(node.expression, scope))
        : compileEffect(scope.unit.expression(node.expression, scope));
    case 'declare':
      return compileDeclaration(node, scope, tail);
    case 'block':
      return scope.inBlock(() => scope.unit.statements(node.statements, scope, tail));
    case 'labeled':
      labelLoop(node.body, node.label);
      return compileLabeled(scope.unit.statement(node.body, scope, tail), node.label);
    case 'if':
      return compileIf(node, scope, tail);
    case 'forIn':
      return compileForIn(node, scope);
    case 'for':
      return compileFor(node, scope);
    case 'while':
      return compileWhile(node, scope);
    case 'switch':
      return compileSwitch(node, scope, tail);
    case 'try':
      return compileTry(node, scope, tail);
    case 'synchronized': {
      const lock = compileEffect(scope.unit.expression(node.lock, scope));
      const body = scope.inBlock(() => scope.unit.statements(node.body, scope, tail));
      return (frame) => whenKnown<Completion, Completion>(lock(frame), () => body(frame));
    }
    case 'throw':
      return compileThrow(scope.unit.expression(node.value, scope), node.start);
    case 'return':
      return node.value === undefined
        ? returnNothing
        : compileResult(scope.unit.expression(node.value, scope));
    case 'break':
    case 'continue':
      return compileJump(node.kind, node.label);
    case 'assert':
      return compileAssert(node, scope);
    case 'function':
    case 'class':
    case 'import':
    case 'package':
      // These are known before anything runs.
      return () => undefined;
  }
}

function returnNothing(frame: Frame): Completion {
  frame.result = null;
  return RETURN;
}

function compileEffect(code: Code): Run {
  return (frame) => {
    const value = code(frame);
    return value instanceof Promise ? value.then(() => undefined) : undefined;
  };
}

function compileResult(code: Code): Run {
  return (frame) => {
    const value = code(frame);
    if (value instanceof Promise) return resultLater(value, frame);
    frame.result = value;
    return RETURN;
  };
}

async function resultLater(value: Promise<Value>, frame: Frame): Promise<Completion> {
  frame.result = await value;
  return RETURN;
}

function compileJump(kind: 'break' | 'continue', label: string | undefined): Run {
  const plain = kind === 'break' ? BREAK : CONTINUE;
  const jump: Jump = label === undefined ? plain : { kind, label };
  return () => jump;
}

/** A `break` to the label ends here; loops look for `continue` themselves. */
function compileLabeled(body: Run, label: string): Run {
  const settle = (completion: Completion): Completion =>
    completion?.label === label && completion.kind === 'break' ? undefined : completion;
  return (frame) => whenKnown<Completion, Completion>(body(frame), settle);
}

function compileIf(node: IfStatement, scope: Scope, tail: boolean): Run {
  const test = compileTest(scope.unit.expression(node.test, scope));
  const { consequent, alternate } = node;
  const yes = scope.inBlock(() => scope.unit.statement(consequent, scope, tail));
  const no: Run =
    alternate === undefined
      ? () => undefined
      : scope.inBlock(() => scope.unit.statement(alternate, scope, tail));
  return (frame) => {
    const holds = test(frame);
    if (holds instanceof Promise) return holds.then((later) => (later ? yes(frame) : no(frame)));
    return holds ? yes(frame) : no(frame);
  };
}

function compileThrow(code: Code, start: number): Run {
  return (frame) =>
    whenKnown<Value, Completion>(code(frame), (value) => {
      if (value === null) throw new GroovyRuntimeError('NullPointerException', 'Cannot throw null', start);
      if (!isInstance(value, known('Throwable')))
        throw new GroovyRuntimeError(
          'GroovyCastException',
          `a value that is no exception cannot be thrown`,
          start,
        );
      throw errorOf(value, start);
    });
}

function compileDeclaration(node: DeclarationStatement, scope: Scope, tail: boolean): Run {
  if (node.destructured !== undefined) return compileDestructuring(node, node.destructured, scope, tail);
  if (scope.kind === 'script' && node.annotations.some(({ name }) => /(?:^|\.)Field$/.test(name)))
    return () => undefined;
  const steps = node.declarators.map((declarator) => {
    const type = declarator.type === undefined ? undefined : scope.unit.resolveType(declarator.type);
    const cast = castOf(type);
    const value = declarator.value === undefined ? undefined : scope.unit.expression(declarator.value, scope);
    const initialize = initializerOf(scope.declare(declarator.name, cast));
    const zero = type?.primitive === true && type.dimensions === 0 ? zeroOf(type.name) : null;
    return compileInitializer(value, zero, initialize, declarator.start);
  });
  const [only] = steps;
  const all: Code =
    steps.length === 1 && only !== undefined
      ? only
      : (frame) =>
          drive(
            (function* (): Task<Value> {
              let last: Value = null;
              for (const each of steps) last = yield each(frame);
              return last;
            })(),
          );
  return tail ? compileResult(all) : compileEffect(all);
}

/** What `int x` holds without a value. */
function zeroOf(type: string): Value {
  if (type === 'boolean') return false;
  return type === 'long' ? 0n : type === 'void' ? null : 0;
}

function compileInitializer(
  value: Code | undefined,
  zero: Value,
  initialize: (value: Value, frame: Frame) => Value,
  start: number,
): Code {
  const set = (given: Value, frame: Frame): Value => {
    try {
      return initialize(given, frame);
    } catch (error) {
      return locate(error, start);
    }
  };
  if (value === undefined) return (frame) => set(zero, frame);
  return (frame) => {
    const given = value(frame);
    return given instanceof Promise ? given.then((later) => set(later, frame)) : set(given, frame);
  };
}

function compileDestructuring(
  node: DeclarationStatement,
  source: NonNullable<DeclarationStatement['destructured']>,
  scope: Scope,
  tail: boolean,
): Run {
  const value = scope.unit.expression(source, scope);
  const initializers = node.declarators.map(({ name, type }) =>
    initializerOf(scope.declare(name, castOf(type === undefined ? undefined : scope.unit.resolveType(type)))),
  );
  const code: Code = (frame) =>
    whenKnown(value(frame), (list) => {
      try {
        return takeApart(list, initializers, frame);
      } catch (error) {
        return locate(error, node.start);
      }
    });
  return tail ? compileResult(code) : compileEffect(code);
}

function takeApart(
  list: Value,
  initializers: readonly ((value: Value, frame: Frame) => Value)[],
  frame: Frame,
): Eventual {
  return drive(
    (function* (): Task<Value> {
      for (const [index, initialize] of initializers.entries())
        initialize(yield elementAt(list, index, frame), frame);
      return list;
    })(),
  );
}
