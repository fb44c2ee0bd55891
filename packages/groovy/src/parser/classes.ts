import type { ClassBody, ClassMember, ClassStatement } from '../ast/statement.ts';
import type { TypeNode } from '../ast/type.ts';
import { accept, type Cursor, next, peek, sees, skipLines, endFrom } from './cursor.ts';
import { parseEnumConstants, seesEnumConstants } from './enums.ts';
import { close, expect, expectName, fail, fault, nested } from './fail.ts';
import type { Owner } from './functions.ts';
import { parseMember } from './members.ts';
import { type Modifiers, parseModifiers } from './modifiers.ts';
import { parseSeparated } from './separated.ts';
import { parseClassType, skipTypeParameters } from './types.ts';

type Kind = ClassStatement['type'];

const owners: Readonly<Record<Kind, Owner>> = {
  class: 'class',
  trait: 'class',
  enum: 'class',
  interface: 'interface',
  annotation: 'annotation',
};

/** Takes a class, interface, trait, enum or annotation type with its modifiers. */
export function parseTypeDeclaration(cursor: Cursor): ClassStatement {
  const { start } = peek(cursor);
  const modifiers = parseModifiers(cursor);
  if (cursor.nestedInBlock) fault(cursor, start, 'a class can only be defined outside of blocks');
  return parseTypeDefinition(cursor, modifiers, start);
}

/** Takes a class from its word on. */
function parseTypeDefinition(cursor: Cursor, modifiers: Modifiers, start: number): ClassStatement {
  const type = parseKind(cursor);
  const name = expectName(cursor).text;
  skipLines(cursor);
  if (sees(cursor, '<') && type !== 'enum' && type !== 'annotation') skipTypeParameters(cursor);
  skipLines(cursor);
  const superclass = type === 'class' || type === 'trait' ? parseTypes(cursor, 'extends', 1)[0] : undefined;
  const interfaces = parseInterfaces(cursor, type);
  if (type !== 'enum' && modifiers.modifiers.includes('synchronized')) {
    fault(cursor, start, "a class cannot be 'synchronized'");
  }
  const owned = type === 'interface' || type === 'annotation' ? cursor.className : name;
  const body = nested(cursor, () => parseBody(cursor, type, owned));
  return {
    kind: 'class',
    type,
    name,
    ...(superclass && { superclass }),
    interfaces,
    body,
    ...modifiers,
    start,
    end: endFrom(cursor, start),
  };
}

function parseKind(cursor: Cursor): Kind {
  if (accept(cursor, '@')) {
    expect(cursor, 'interface');
    return 'annotation';
  }
  const kinds: readonly Kind[] = ['class', 'interface', 'trait', 'enum'];
  const kind = kinds.find((kind) => sees(cursor, kind));
  if (kind === undefined) return fail(cursor, ["'class'"]);
  next(cursor);
  return kind;
}

function parseInterfaces(cursor: Cursor, type: Kind): readonly TypeNode[] {
  if (type === 'annotation') return [];
  return parseTypes(cursor, type === 'interface' ? 'extends' : 'implements', Infinity);
}

function parseTypes(cursor: Cursor, word: string, most: number): TypeNode[] {
  if (!accept(cursor, word)) return [];
  const types: TypeNode[] = [];
  do {
    skipLines(cursor);
    types.push(parseClassType(cursor));
  } while (types.length < most && accept(cursor, ','));
  skipLines(cursor);
  return types;
}

/** Takes the body of an anonymous class or of an enum constant, inside the class `name`. */
export function parseAnonymousBody(cursor: Cursor, name: string | undefined): ClassBody {
  return nested(cursor, () => parseBody(cursor, 'class', name));
}

function parseBody(cursor: Cursor, type: Kind, name: string | undefined): ClassBody {
  const { className, nestedInBlock } = cursor;
  cursor.className = name;
  cursor.nestedInBlock = false;
  const open = expect(cursor, '{');
  const hasConstants = type === 'enum' && seesEnumConstants(cursor);
  const constants = hasConstants ? parseEnumConstants(cursor) : [];
  const members: ClassMember[] = parseSeparated(cursor, ['}'], () => parseMember(cursor, owners[type]));
  close(cursor, '}', open);
  Object.assign(cursor, { className, nestedInBlock });
  return { constants, members, start: open.start, end: endFrom(cursor, open.start) };
}
