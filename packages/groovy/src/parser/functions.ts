import type { FunctionStatement, Statement } from '../ast/statement.ts';
import type { TypeNode } from '../ast/type.ts';
import { accept, acceptAfterLines, type Cursor, next, seesAfterLines, skipLines, endFrom } from './cursor.ts';
import { close, expect, fault } from './fail.ts';
import type { Modifiers } from './modifiers.ts';
import { parseParameterList } from './parameters.ts';
import { parseQualifiedName } from './types.ts';

/** What a declaration stands in. */
export type Owner = 'script' | 'class' | 'interface' | 'annotation';

interface Head {
  readonly start: number;
  readonly modifiers: Modifiers;
  readonly type: TypeNode | undefined;
  readonly owner: Owner;
}

/** Takes a function or method from its name on. */
export function parseFunction(cursor: Cursor, head: Head): FunctionStatement {
  const { start, modifiers, type: returnType } = head;
  const nameToken = next(cursor);
  const name = nameToken.type === 'string' ? nameToken.value : nameToken.text;
  const parameters = parseParameters(cursor);
  skipThrows(cursor);
  const body = seesAfterLines(cursor, '{') ? parseFunctionBody(cursor) : undefined;
  checkFunction(cursor, head, name, body);
  return {
    kind: 'function',
    name,
    nameSpan: { start: nameToken.start, end: nameToken.end },
    ...(returnType && { returnType }),
    parameters,
    ...(body && { body }),
    ...modifiers,
    start,
    end: endFrom(cursor, start),
  };
}

/** Takes `(a, b)`. */
export function parseParameters(cursor: Cursor): FunctionStatement['parameters'] {
  const open = expect(cursor, '(');
  const parameters = parseParameterList(cursor, ')');
  close(cursor, ')', open);
  return parameters;
}

/** Takes `throws A, B`, which has no place in the tree. */
export function skipThrows(cursor: Cursor): void {
  if (!acceptAfterLines(cursor, 'throws')) return;
  do {
    skipLines(cursor);
    parseQualifiedName(cursor);
  } while (accept(cursor, ','));
}

function parseFunctionBody(cursor: Cursor): readonly Statement[] {
  skipLines(cursor);
  return cursor.rules.block(cursor);
}

function checkFunction(
  cursor: Cursor,
  { start, modifiers: { modifiers }, owner }: Head,
  name: string,
  body: readonly Statement[] | undefined,
): void {
  if (owner === 'script' && cursor.nestedInBlock) {
    fault(cursor, start, `the method '${name}' cannot be defined in a block`, ['a closure']);
  }
  if (modifiers.includes('volatile')) fault(cursor, start, "a method cannot be 'volatile'");
  if (owner !== 'script' && owner !== 'annotation' && name === cursor.className) {
    fault(cursor, start, `'${name}' is the class, so this is no method: a constructor has no type`);
  }
  const isAbstract = owner === 'interface' || owner === 'annotation' || modifiers.includes('abstract');
  if (!isAbstract && body === undefined) fault(cursor, start, `the method '${name}' has no body`, ["'{'"]);
  if (isAbstract && body !== undefined && owner !== 'annotation') {
    fault(cursor, start, `the abstract method '${name}' cannot have a body`);
  }
}
