import type { Script, Statement } from '../ast/statement.ts';
import { type Tree, treeOf } from '../ast/tree.ts';
import { checkScript } from '../checks/check.ts';
import type { GroovySyntaxError } from '../errors.ts';
import { lex } from '../lexer/lex.ts';
import { parseAnonymousBody, parseTypeDeclaration } from './classes.ts';
import { parseClosure } from './closure.ts';
import { parseCommand } from './command.ts';
import { createCursor, type Cursor, skipLines } from './cursor.ts';
import { parseElement, parseEnclosed } from './enclosed.ts';
import { parseConditional, parseExpression } from './expressions.ts';
import { syntaxError } from './fail.ts';
import { parsePackage, seesPackage } from './imports.ts';
import { parsePrimary } from './primary.ts';
import { mostErrors } from './recovery.ts';
import { parseSeparated } from './separated.ts';
import { parseBlock, parseBody, parseCaseBody, parseStatement, parseStatements } from './statements.ts';

const rules: Cursor['rules'] = {
  expression: parseExpression,
  conditional: parseConditional,
  primary: parsePrimary,
  command: parseCommand,
  enclosed: parseEnclosed,
  element: parseElement,
  closure: parseClosure,
  body: parseBody,
  statements: parseStatements,
  block: parseBlock,
  caseBody: parseCaseBody,
  classBody: parseAnonymousBody,
  innerClass: parseTypeDeclaration,
};

/**
 * The tree of a Groovy file; `file` is its name for messages. Offsets are those of `source`.
 * Throws a `GroovySyntaxError` at the first place that is not Groovy 2.4.
 */
export function parse(source: string, file: string): Script {
  const cursor = createCursor({ source, file, tokens: lex(source), rules, errors: undefined });
  const script = parseScript(cursor);
  const [fault] = cursor.faults.length > 0 ? cursor.faults : checkScript(script, treeOf(script));
  if (fault !== undefined) throw syntaxError(cursor, fault);
  return script;
}

/** A tree as far as it can be had, and everything that is wrong with the text, in the order of the text. */
export interface ParseResult {
  /** Without the statements that have an error in them. */
  readonly script: Script;
  /** The same with the ways up and the nodes by kind. */
  readonly tree: Tree;
  readonly errors: readonly GroovySyntaxError[];
}

/** Like `parse`, but goes on after an error with the next statement, so that one run tells all errors. */
export function parseAll(source: string, file: string): ParseResult {
  const errors: GroovySyntaxError[] = [];
  const cursor = createCursor({ source, file, tokens: lex(source), rules, errors });
  const script = parseScript(cursor);
  const tree = treeOf(script);
  const faults = [...cursor.faults, ...checkScript(script, tree)]
    .slice(0, mostErrors)
    .map((fault) => syntaxError(cursor, fault));
  return { script, tree, errors: [...errors, ...faults].toSorted((a, b) => a.offset - b.offset) };
}

function parseScript(cursor: Cursor): Script {
  skipLines(cursor);
  const first = cursor.index;
  const statements = parseSeparated<Statement>(cursor, [], () =>
    cursor.index === first && seesPackage(cursor) ? parsePackage(cursor) : parseStatement(cursor),
  );
  return { kind: 'script', statements, start: 0, end: cursor.source.length };
}
