import type { Expression } from '../ast/expression.ts';
import type { FunctionStatement, Statement } from '../ast/statement.ts';
import { evaluate } from './evaluate.ts';
import { runBlock } from './execute.ts';
import { type Frame, newScope } from './scope.ts';
import type { Host, Value } from './value.ts';

/** One script at work: what its top level declares stays for everything that is run after it. */
export interface Interpreter {
  /** Runs the top level of the script: its functions and variables are there afterwards. */
  load(statements: readonly Statement[], host: Host): Promise<void>;
  /** Runs a block with variables of its own and gives the value of its last statement. */
  run(statements: readonly Statement[], host: Host): Promise<Value>;
  evaluate(expression: Expression, host: Host): Promise<Value>;
}

/**
 * Makes an interpreter. A script reaches nothing but its own values and what `host` answers: no JavaScript object, no
 * prototype. Everything rejects with GroovyRuntimeError, GroovyThrownError or what the host throws.
 */
export function createInterpreter(): Interpreter {
  const top = newScope();
  const functions = new Map<string, FunctionStatement>();
  const rules = { evaluate, runBlock };
  const frame = (host: Host): Frame => ({ scope: newScope(top), functions, host, rules });
  return {
    load: async (statements, host) => void (await runBlock(statements, { ...frame(host), scope: top })),
    run: async (statements, host) => await runBlock(statements, frame(host)),
    evaluate: async (expression, host) => await evaluate(expression, frame(host)),
  };
}
