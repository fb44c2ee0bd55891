import type { AssertStatement } from '../../ast/statement.ts';
import { GroovyRuntimeError } from '../../errors.ts';
import { whenKnown } from '../core/eventual.ts';
import { textOf } from '../core/text.ts';
import { isTrue } from '../core/truth.ts';
import type { Completion, Frame, Run } from './frame.ts';
import { expressionText, variablesIn } from './expression-text.ts';
import { assertionText } from './power-assert.ts';
import type { Value } from '../value/value.ts';
import type { Scope } from './scope.ts';

/** `assert test` and `assert test : message`. */
export function compileAssert(node: AssertStatement, scope: Scope): Run {
  const { source } = scope.unit;
  const withValues = node.message === undefined && source !== undefined;
  scope.recording = withValues;
  const test = scope.unit.expression(node.test, scope);
  scope.recording = false;
  const message = node.message === undefined ? undefined : scope.unit.expression(node.message, scope);
  const names =
    message === undefined ? [] : variablesIn(node.test).filter((name) => scope.resolve(name) !== undefined);
  const values = names.map((name) => ({
    name,
    code: scope.unit.expression({ kind: 'variable', name, start: node.start, end: node.end }, scope),
  }));
  const failed = (frame: Frame): Completion | Promise<Completion> => {
    if (message === undefined) {
      const text = source === undefined ? 'Assertion failed' : assertionText(node, source, frame);
      throw new GroovyRuntimeError('PowerAssertionError', text, node.start);
    }
    return whenKnown<Value, Completion>(message(frame), (value): Completion => {
      const shown = values
        .map(({ name, code }) => `${name} = ${textOf(code(frame) as Value, frame)}`)
        .join(', ');
      const text = `${textOf(value, frame)}. Expression: ${expressionText(node.test)}${shown === '' ? '' : `. Values: ${shown}`}`;
      throw new GroovyRuntimeError('AssertionError', text, node.start);
    });
  };
  return (frame) => {
    const outer = frame.recorded;
    frame.recorded = withValues ? [] : undefined;
    return whenKnown<Value, Completion>(test(frame), (value) => {
      const holds = isTrue(value, frame);
      if (!holds) return failed(frame);
      frame.recorded = outer;
      return undefined;
    });
  };
}
