import type { ClosureNode, Expression, NewNode, Parameter } from '../ast/expression.ts';
import type { CatchClause, ClassBody, DeclarationStatement, Script, Statement } from '../ast/statement.ts';
import type { Fault } from './check.ts';
import { forEachChild, type Part } from './children.ts';

/** The names declared so far in a block, and the blocks around it up to the method or class. */
interface Scope {
  readonly names: Set<string>;
  readonly outer: Scope | undefined;
  readonly faults: Fault[];
}

type Node = Expression | Statement;
type Rules = {
  readonly [Kind in Node['kind']]?: (node: Node & { readonly kind: Kind }, scope: Scope) => void;
};

/** Finds variables and parameters whose name is taken in the same block or one around it, as Groovy does. */
export function checkScopes({ statements }: Script): Fault[] {
  const faults: Fault[] = [];
  visitBlock(statements, { names: new Set(), outer: undefined, faults });
  return faults;
}

const rules: Rules = {
  block: ({ statements }, scope) => visitBlock(statements, scope),
  declare: visitDeclaration,
  function: ({ parameters, body, start }, scope) => {
    const inside = outermost(scope);
    declareParameters(parameters, inside, start);
    visitBlock(body ?? [], inside);
  },
  class: ({ body }, scope) => visitClass(body, scope),
  closure: visitClosure,
  new: visitNew,
  if: ({ test, consequent, alternate }, scope) => {
    visit(test, scope);
    visit(consequent, inner(scope));
    if (alternate !== undefined) visit(alternate, inner(scope));
  },
  forIn: ({ name, iterable, body, start }, scope) => {
    const inside = inner(scope);
    declare(name, inside, start);
    visit(iterable, inside);
    visit(body, inside);
  },
  for: (node, scope) => visitChildren(node, inner(scope)),
  try: ({ body, catches, finalizer }, scope) => {
    visitBlock(body, scope);
    for (const clause of catches) visitCatch(clause, scope);
    visitBlock(finalizer ?? [], scope);
  },
  switch: ({ subject, cases }, scope) => {
    visit(subject, scope);
    for (const { test, body } of cases) {
      if (test !== undefined) visit(test, scope);
      visitBlock(body, scope);
    }
  },
  synchronized: ({ lock, body }, scope) => {
    visit(lock, scope);
    visitBlock(body, scope);
  },
};

function visit<Kind extends Node['kind']>(node: Node & { readonly kind: Kind }, scope: Scope): void {
  const rule = rules[node.kind] as ((node: Node, scope: Scope) => void) | undefined;
  if (rule === undefined) visitChildren(node, scope);
  else rule(node, scope);
}

function visitChildren(node: object, scope: Scope): void {
  forEachChild(node as Part, (child) => {
    if ('kind' in child) visit(child as unknown as Node, scope);
    else visitChildren(child, scope);
  });
}

function inner(scope: Scope): Scope {
  return { names: new Set(), outer: scope, faults: scope.faults };
}

/** A method or class does not see the variables around it. */
function outermost({ faults }: Scope): Scope {
  return { names: new Set(), outer: undefined, faults };
}

function visitBlock(statements: readonly Statement[], scope: Scope): void {
  const inside = inner(scope);
  for (const statement of statements) visit(statement, inside);
}

function declare(name: string, scope: Scope, offset: number): void {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    if (!at.names.has(name)) continue;
    scope.faults.push({
      offset,
      problem: `the variable '${name}' is already declared here`,
      expected: ['another name'],
    });
    break;
  }
  scope.names.add(name);
}

function declareParameters(parameters: readonly Parameter[], scope: Scope, offset: number): void {
  for (const { name, defaultValue } of parameters) {
    if (defaultValue !== undefined) visit(defaultValue, scope);
    declare(name, scope, offset);
  }
}

function visitDeclaration({ declarators, destructured }: DeclarationStatement, scope: Scope): void {
  if (destructured !== undefined) visit(destructured, scope);
  for (const { name, value, start } of declarators) {
    if (value !== undefined) visit(value, scope);
    declare(name, scope, start);
  }
}

function visitClosure({ parameters, body, start }: ClosureNode, scope: Scope): void {
  const inside = inner(scope);
  if (parameters === undefined) inside.names.add('it');
  else declareParameters(parameters, inside, start);
  visitBlock(body, inside);
}

function visitCatch({ name, body, start }: CatchClause, scope: Scope): void {
  const inside = inner(scope);
  declare(name, inside, start);
  visitBlock(body, inside);
}

/** An anonymous class sees the variables around it: its methods are like closures. */
function visitNew({ positional, named, body }: NewNode, scope: Scope): void {
  visitChildren({ positional, named }, scope);
  for (const member of body?.members ?? []) {
    if (member.kind === 'function' || member.kind === 'constructor') {
      const inside = inner(scope);
      declareParameters(member.parameters, inside, member.start);
      visitBlock(member.body ?? [], inside);
    } else if (member.kind === 'initializer') {
      visitBlock(member.body, scope);
    } else if (member.kind === 'declare') {
      visitFields(member, inner(scope));
    }
  }
}

function visitClass(body: ClassBody, scope: Scope): void {
  visitChildren({ constants: body.constants }, outermost(scope));
  for (const member of body.members) {
    const inside = outermost(scope);
    if (member.kind === 'declare') visitFields(member, inside);
    else if (member.kind === 'initializer') visitBlock(member.body, inside);
    else if (member.kind === 'class') visitClass(member.body, inside);
    else {
      declareParameters(member.parameters, inside, member.start);
      visitBlock(member.body ?? [], inside);
    }
  }
}

/** Fields are no variables. */
function visitFields({ declarators }: DeclarationStatement, scope: Scope): void {
  for (const { value } of declarators) if (value !== undefined) visit(value, inner(scope));
}
