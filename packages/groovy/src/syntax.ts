/** What it takes to read Groovy without running it: a tool that only looks at sources loads nothing else. */
export type * from './ast/expression.ts';
export type * from './ast/operator.ts';
export type { Node } from './ast/parts.ts';
export type * from './ast/span.ts';
export type * from './ast/statement.ts';
export { nodesOf, type Tree, treeOf } from './ast/tree.ts';
export type * from './ast/type.ts';
export { GroovySyntaxError, PlabError, type SourcePlace } from './errors.ts';
export { commentsOf } from './lexer/comments.ts';
export { type ParseResult, parse, parseAll } from './parser/parse.ts';
export { codeFrame, lineAndColumn, type Position } from './position.ts';
