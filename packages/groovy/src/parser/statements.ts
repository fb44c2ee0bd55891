import type { Statement } from '../ast/statement.ts';
import { parseBranch } from './branches.ts';
import { parseTypeDeclaration } from './classes.ts';
import { seesClosureWithArrow } from './closure.ts';
import { parseControl } from './control.ts';
import { type Cursor, peek, sees, seesName, skipLines, endFrom } from './cursor.ts';
import { parseDeclaration } from './declarations.ts';
import { close, expect, fail, nested } from './fail.ts';
import { parseImport, seesImport } from './imports.ts';
import {
  seesBrokenTypeDeclaration,
  seesDeclaration,
  seesDestructuring,
  seesGenericMethod,
  seesTypeDeclaration,
} from './lookahead.ts';
import { parseSeparated } from './separated.ts';

/** Takes `{ … }` that is a block and no closure. */
export function parseBlock(cursor: Cursor): readonly Statement[] {
  const open = expect(cursor, '{');
  skipLines(cursor);
  const statements = parseStatements(cursor);
  close(cursor, '}', open);
  return statements;
}

/** Takes the statements of a block or closure up to its `}`. */
export function parseStatements(cursor: Cursor): readonly Statement[] {
  const { nestedInBlock } = cursor;
  cursor.nestedInBlock = true;
  const statements = parseSeparated(cursor, ['}'], parseStatement);
  cursor.nestedInBlock = nestedInBlock;
  return statements;
}

/** Takes one statement. */
export function parseStatement(cursor: Cursor): Statement {
  return nested(cursor, () => {
    const { type, text } = peek(cursor);
    if (type === 'name' || type === 'keyword' || text === '@') {
      const word = parseWordStatement(cursor);
      if (word !== undefined) return word;
    }
    return parseExpressionStatement(cursor);
  });
}

function parseWordStatement(cursor: Cursor): Statement | undefined {
  if (seesDeclaration(cursor)) return parseDeclaration(cursor, 'script');
  if (seesName(cursor)) return sees(cursor, ':', 1) ? parseLabeled(cursor) : undefined;
  if (seesGenericMethod(cursor) || seesDestructuring(cursor)) return parseDeclaration(cursor, 'script');
  if (seesImport(cursor)) return parseImport(cursor);
  if (seesTypeDeclaration(cursor) || seesBrokenTypeDeclaration(cursor)) return parseTypeDeclaration(cursor);
  return parseControl(cursor) ?? parseBranch(cursor);
}

function parseLabeled(cursor: Cursor): Statement {
  const { text: label, start } = peek(cursor);
  cursor.index += 2;
  skipLines(cursor);
  const body =
    sees(cursor, '{') && !seesClosureWithArrow(cursor) ? parseBlockStatement(cursor) : parseStatement(cursor);
  return { kind: 'labeled', label, body, start, end: endFrom(cursor, start) };
}

/** Takes the statements after `case …:`, of which there is at least one. */
export function parseCaseBody(cursor: Cursor): readonly Statement[] {
  const { nestedInBlock } = cursor;
  cursor.nestedInBlock = true;
  const statements = parseSeparated(cursor, ['}', 'case', 'default'], parseStatement);
  cursor.nestedInBlock = nestedInBlock;
  return statements;
}

/** Takes a statement that hangs on another; `{` begins a block here. */
export function parseBody(cursor: Cursor): Statement {
  if (sees(cursor, '{')) return parseBlockStatement(cursor);
  const { nestedInBlock } = cursor;
  cursor.nestedInBlock = true;
  const body = parseStatement(cursor);
  cursor.nestedInBlock = nestedInBlock;
  return body;
}

function parseBlockStatement(cursor: Cursor): Statement {
  const { start } = peek(cursor);
  const statements = parseBlock(cursor);
  return { kind: 'block', statements, start, end: endFrom(cursor, start) };
}

function parseExpressionStatement(cursor: Cursor): Statement {
  if (sees(cursor, '{') && !seesClosureWithArrow(cursor)) {
    fail(
      cursor,
      ["a closure with '->', as in '{ -> … }', or a label before the block, as in 'block: { … }'"],
      "unexpected '{': a block cannot be a statement of its own",
    );
  }
  const start = peek(cursor).start;
  const expression = cursor.rules.command(cursor);
  return { kind: 'expression', expression, start, end: endFrom(cursor, start) };
}
