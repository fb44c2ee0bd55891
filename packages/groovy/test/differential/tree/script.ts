import type { ImportStatement, Script, Statement } from '../../../src/ast/statement.ts';
import { classLines, functionLines, memberLines } from './classes.ts';
import { expressionLines } from './expressions.ts';
import { annotationLines, type Lines, under, type Writer, words } from './lines.ts';
import { statementLines } from './statements.ts';

const writer: Writer = {
  expression: (node) => expressionLines(node, writer),
  statements: (nodes) => nodes.flatMap((node) => statementLines(node, writer)),
  members: (body) => memberLines(body, writer),
};

/** A script's tree as text, one node a line, in the form in which reference.groovy writes Groovy's. */
export function treeText({ statements }: Script): string {
  const lines = [
    ...ofKind(statements, 'package').flatMap(({ path, annotations }) =>
      under(`package ${path}`, annotationLines(annotations, writer)),
    ),
    ...importLines(ofKind(statements, 'import')),
    ...ofKind(statements, 'class').flatMap((node) => classLines(node, writer)),
    ...ofKind(statements, 'function').flatMap((node) => functionLines(node, writer)),
    ...writer.statements(statements),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function ofKind<Kind extends Statement['kind']>(
  statements: readonly Statement[],
  kind: Kind,
): (Statement & { readonly kind: Kind })[] {
  return statements.filter((node): node is Statement & { readonly kind: Kind } => node.kind === kind);
}

/** Sorted, and the last of those that give the same name: Groovy keeps them by kind and name. */
function importLines(imports: readonly ImportStatement[]): Lines {
  const byName = new Map(
    imports.map((node, index) => [node.star && !node.static ? `${index}` : importKey(node), node]),
  );
  return [...byName.values()]
    .map((node) => ({ text: importText(node), node }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .flatMap(({ text, node }) => under(text, annotationLines(node.annotations, writer)));
}

function importKey({ path, static: isStatic, star, alias }: ImportStatement): string {
  return words(isStatic ? 'static' : 'plain', star ? `${path}.*` : (alias ?? lastOf(path)));
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function importText({ path, static: isStatic, star, alias }: ImportStatement): string {
  const same = alias === undefined || alias === lastOf(path);
  return words('import', isStatic ? 'static' : '', `${path}${star ? '.*' : ''}`, same ? '' : `as ${alias}`);
}
