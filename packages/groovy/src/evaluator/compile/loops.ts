import type { ForInStatement, ForStatement, WhileStatement } from '../../ast/statement.ts';
import { changedMeanwhile, itemsIn } from '../core/iterate.ts';
import { Range } from '../value/collections.ts';
import type { Value } from '../value/value.ts';
import { checkpoint } from './enter.ts';
import { locate } from './errors.ts';
import type { Code, Completion, Frame, Run } from './frame.ts';
import { compileTest } from './operators.ts';
import { castOf } from './parameters.ts';
import type { Scope } from './scope.ts';
import { initializerOf, writerOf } from './variables.ts';

/** What a loop makes of how its body ended: undefined to go on, else how the loop ends. */
type Ended = 'go on' | Completion;

function afterBody(completion: Completion, labels: readonly string[]): Ended {
  if (completion === undefined) return 'go on';
  const own = completion.label === undefined || labels.includes(completion.label);
  if (completion.kind === 'continue' && own) return 'go on';
  return completion.kind === 'break' && own ? undefined : completion;
}

export function compileWhile(node: WhileStatement, scope: Scope): Run {
  const test = compileTest(scope.unit.expression(node.test, scope));
  const body = scope.inBlock(() => scope.unit.statement(node.body, scope, false));
  return compileTurns(test, body, undefined, labelsOf(node));
}

export function compileFor(node: ForStatement, scope: Scope): Run {
  return scope.inBlock(() => {
    const inits = node.init.map((each) => scope.unit.statement(each, scope, false));
    const test = node.test === undefined ? undefined : compileTest(scope.unit.expression(node.test, scope));
    const body = scope.inBlock(() => scope.unit.statement(node.body, scope, false));
    const updates = node.update.map((each) => scope.unit.expression(each, scope));
    const turns = compileTurns(test ?? (() => true), body, updates, labelsOf(node));
    const [init] = inits;
    if (init === undefined) return turns;
    return (frame) => {
      const begun = init(frame);
      return begun instanceof Promise ? begun.then(() => turns(frame)) : turns(frame);
    };
  });
}

const labels = new WeakMap<object, string[]>();

/** Gives a loop its label, so that its body can `continue` it by name. */
export function labelLoop(node: object, label: string): void {
  labels.set(node, [...(labels.get(node) ?? []), label]);
}

function labelsOf(node: object): readonly string[] {
  return labels.get(node) ?? [];
}

type Test = (frame: Frame) => boolean | Promise<boolean>;

/** `while` and `for`: at once as long as nothing gives a promise. */
function compileTurns(
  test: Test,
  body: Run,
  updates: readonly Code[] | undefined,
  own: readonly string[],
): Run {
  const [update] = updates ?? [];
  return (frame) => {
    for (;;) {
      const holds = test(frame);
      if (holds === false) return undefined;
      if (holds !== true) return turnsLater(holds, undefined, test, body, update, own, frame);
      const wait = checkpoint(frame);
      if (wait !== undefined) return turnsLater(true, wait, test, body, update, own, frame);
      const completion = body(frame);
      if (completion !== undefined) {
        if (completion instanceof Promise) return bodyLater(completion, test, body, update, own, frame);
        const ended = afterBody(completion, own);
        if (ended !== 'go on') return ended;
      }
      const updated = update?.(frame);
      if (updated instanceof Promise)
        return updated.then(() => turnsLater(undefined, undefined, test, body, update, own, frame));
    }
  };
}

async function bodyLater(
  completion: Promise<Completion>,
  test: Test,
  body: Run,
  update: Code | undefined,
  own: readonly string[],
  frame: Frame,
): Promise<Completion> {
  const ended = afterBody(await completion, own);
  if (ended !== 'go on') return ended;
  await update?.(frame);
  return await turnsLater(undefined, undefined, test, body, update, own, frame);
}

/** Goes on from the test, whose outcome may be known, awaiting what gives a promise. */
async function turnsLater(
  known: boolean | Promise<boolean> | undefined,
  wait: Promise<void> | undefined,
  test: Test,
  body: Run,
  update: Code | undefined,
  own: readonly string[],
  frame: Frame,
): Promise<Completion> {
  let holds = await (known ?? test(frame));
  let waiting = wait;
  while (holds) {
    waiting ??= checkpoint(frame);
    if (waiting !== undefined) await waiting;
    waiting = undefined;
    const completion = body(frame);
    const ended = afterBody(completion instanceof Promise ? await completion : completion, own);
    if (ended !== 'go on') return ended;
    const updated = update?.(frame);
    if (updated instanceof Promise) await updated;
    const next = test(frame);
    holds = next instanceof Promise ? await next : next;
  }
  return undefined;
}

/** `for (x in xs)` */
export function compileForIn(node: ForInStatement, scope: Scope): Run {
  const iterable = scope.unit.expression(node.iterable, scope);
  const type = node.type === undefined ? undefined : scope.unit.resolveType(node.type);
  return scope.inBlock(() => {
    const variable = scope.declareLocal(node.name, castOf(type));
    const binder = { first: initializerOf(variable), next: writerOf(variable) };
    const body = scope.inBlock(() => scope.unit.statement(node.body, scope, false));
    const own = labelsOf(node);
    const run = (value: Value, frame: Frame): Completion | Promise<Completion> => {
      try {
        return forEach(sourceOf(value, frame), binder, body, own, frame);
      } catch (error) {
        return locate(error, node.start);
      }
    };
    return (frame) => {
      const value = iterable(frame);
      return value instanceof Promise ? value.then((later) => run(later, frame)) : run(value, frame);
    };
  });
}

/** Gives the loop's variable its first value, and the next ones: all turns share it. */
interface Binder {
  readonly first: (value: Value, frame: Frame) => Value;
  readonly next: (value: Value, frame: Frame) => Value;
}

interface Source {
  readonly length: number;
  at(index: number): Value | undefined;
}

/** Items by index; of a range they are made one at a time. */
function sourceOf(value: Value, frame: Frame): Source {
  if (value instanceof Range) return { length: value.size, at: (index) => value.at(index) };
  const items = itemsIn(value, frame) ?? [value];
  if (items !== value) return { length: items.length, at: (index) => items[index] };
  return {
    get length(): number {
      return items.length;
    },
    at: (index) => items[index],
  };
}

function forEach(
  source: Source,
  binder: Binder,
  body: Run,
  own: readonly string[],
  frame: Frame,
): Completion | Promise<Completion> {
  const { length } = source;
  for (let index = 0; index !== source.length; index += 1) {
    if (source.length !== length) changedMeanwhile();
    const wait = checkpoint(frame);
    (index === 0 ? binder.first : binder.next)(source.at(index) ?? null, frame);
    const completion = wait === undefined ? body(frame) : wait.then(() => body(frame));
    if (completion instanceof Promise)
      return forEachLater(source, index, length, completion, binder, body, own, frame);
    const ended = afterBody(completion, own);
    if (ended !== 'go on') return ended;
  }
  return undefined;
}

async function forEachLater(
  source: Source,
  at: number,
  length: number,
  first: Promise<Completion>,
  binder: Binder,
  body: Run,
  own: readonly string[],
  frame: Frame,
): Promise<Completion> {
  let ended = afterBody(await first, own);
  for (let index = at + 1; ended === 'go on' && index !== source.length; index += 1) {
    if (source.length !== length) changedMeanwhile();
    await checkpoint(frame);
    binder.next(source.at(index) ?? null, frame);
    const completion = body(frame);
    ended = afterBody(completion instanceof Promise ? await completion : completion, own);
  }
  return ended === 'go on' ? undefined : ended;
}
