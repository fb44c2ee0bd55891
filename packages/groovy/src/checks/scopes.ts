import type { ClosureNode, NewNode, Parameter } from '../ast/expression.ts';
import type { Node } from '../ast/parts.ts';
import type {
  CatchClause,
  ClassBody,
  ConstructorMember,
  DeclarationStatement,
  FunctionStatement,
  Script,
  Statement,
} from '../ast/statement.ts';
import type { Fault } from './check.ts';
import { forEachLinkedPart } from './chains.ts';

/** The names declared so far in a block, and the blocks around it up to the method or class. */
interface Scope {
  readonly names: Set<string>;
  readonly outer: Scope | undefined;
  readonly faults: Fault[];
}

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
  function: (node, scope) => visitMethod(node, outermost(scope)),
  constructor: (node, scope) => visitMethod(node, outermost(scope)),
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
  for: (node, scope) => visitParts(node, inner(scope)),
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

function visit(node: Node, scope: Scope): void {
  const rule = rules[node.kind] as ((node: Node, scope: Scope) => void) | undefined;
  if (rule === undefined) visitParts(node, scope);
  else rule(node, scope);
}

function visitParts(node: Node, scope: Scope): void {
  forEachLinkedPart(node, (part) => visit(part, scope));
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

function visitMethod({ parameters, body, start }: FunctionStatement | ConstructorMember, scope: Scope): void {
  declareParameters(parameters, scope, start);
  visitBlock(body ?? [], scope);
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

function visitArguments({ positional, named }: Pick<NewNode, 'positional' | 'named'>, scope: Scope): void {
  for (const value of positional) visit(value, scope);
  for (const { key, value } of named) {
    visit(key, scope);
    visit(value, scope);
  }
}

/** An anonymous class sees the variables around it: its methods are like closures. */
function visitNew({ positional, named, body }: NewNode, scope: Scope): void {
  visitArguments({ positional, named }, scope);
  for (const member of body?.members ?? []) {
    if (member.kind === 'function' || member.kind === 'constructor') {
      visitMethod(member, inner(scope));
    } else if (member.kind === 'initializer') {
      visitBlock(member.body, scope);
    } else if (member.kind === 'declare') {
      visitFields(member, inner(scope));
    }
  }
}

function visitClass(body: ClassBody, scope: Scope): void {
  for (const constant of body.constants) {
    visitArguments(constant, outermost(scope));
    if (constant.body !== undefined) visitClass(constant.body, scope);
  }
  for (const member of body.members) {
    const inside = outermost(scope);
    if (member.kind === 'declare') visitFields(member, inside);
    else if (member.kind === 'initializer') visitBlock(member.body, inside);
    else if (member.kind === 'class') visitClass(member.body, inside);
    else visitMethod(member, inside);
  }
}

/** Fields are no variables. */
function visitFields({ declarators }: DeclarationStatement, scope: Scope): void {
  for (const { value } of declarators) if (value !== undefined) visit(value, inner(scope));
}
