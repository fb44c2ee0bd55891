import type { Expression } from '../../ast/expression.ts';
import { compileAssign, compileUpdate } from './assign.ts';
import { compileCall } from './calls.ts';
import { compileClosure, compileMethodPointer } from './closures.ts';
import { whenKnown } from '../core/eventual.ts';
import type { Code, Frame, Run } from './frame.ts';
import type { Value } from '../value/value.ts';
import { compileGString, compileList, compileMap, compileNumber, constant } from './literals.ts';
import { compileNew, compileNewArray } from './new.ts';
import {
  compileBinary,
  compileCast,
  compileElvis,
  compileInstanceof,
  compileTernary,
  compileUnary,
} from './operators.ts';
import { compileIndex, compileProperty } from './properties.ts';
import { columnOf } from './power-assert.ts';
import type { Scope } from './scope.ts';
import { compileVariable } from './variables.ts';

/** Compiles an expression; inside of an `assert` its value is written down, too. */
export function compileExpression(node: Expression, scope: Scope): Code {
  const code = compileNode(node, scope);
  const { source } = scope.unit;
  const column = scope.recording && source !== undefined ? columnOf(node, source) : undefined;
  if (column === undefined) return code;
  return (frame) => {
    const value = code(frame);
    if (value instanceof Promise)
      return value.then((later) => {
        frame.recorded?.push([column, later]);
        return later;
      });
    frame.recorded?.push([column, value]);
    return value;
  };
}

function compileNode(node: Expression, scope: Scope): Code {
  switch (node.kind) {
    case 'literal':
      return constant(node.value);
    case 'number':
      return compileNumber(node);
    case 'gstring':
      return compileGString(node, scope);
    case 'list':
      return compileList(node, scope);
    case 'map':
      return compileMap(node, scope);
    case 'variable':
      return compileVariable(node, scope);
    case 'property':
      return compileProperty(node, scope);
    case 'index':
      return compileIndex(node, scope);
    case 'methodPointer':
      return compileMethodPointer(node, scope);
    case 'call':
      return compileCall(node, scope);
    case 'new':
      return compileNew(node, scope);
    case 'newArray':
      return compileNewArray(node, scope);
    case 'closure':
      return compileClosure(node, scope);
    case 'unary':
      return compileUnary(node, scope);
    case 'update':
      return compileUpdate(node, scope);
    case 'binary':
      return compileBinary(node, scope);
    case 'instanceof':
      return compileInstanceof(node, scope);
    case 'ternary':
      return compileTernary(node, scope);
    case 'elvis':
      return compileElvis(node, scope);
    case 'cast':
      return compileCast(node, scope);
    case 'assign':
      return compileAssign(node, scope);
    case 'spread':
      return scope.unit.expression(node.value, scope);
    case 'tuple':
      return compileList({ kind: 'list', start: node.start, end: node.end, elements: node.elements }, scope);
    case 'declaration':
      return compileDeclared(scope.unit.statement(node.declaration, scope, true));
    case 'annotation':
      return constant(null);
  }
}

/** A declaration where a value stands: it gives the variable's. */
function compileDeclared(run: Run): Code {
  const taken = (frame: Frame, before: Value): Value => {
    const value = frame.result;
    frame.result = before;
    return value;
  };
  return (frame) => {
    const before = frame.result;
    return whenKnown(run(frame), () => taken(frame, before));
  };
}
