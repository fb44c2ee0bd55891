import type { Expression } from '../ast/expression.ts';
import type { Statement } from '../ast/statement.ts';
import { ScriptUnit } from './compile/compiler.ts';
import { type Code, Frame, type Run } from './compile/frame.ts';
import type { Scope } from './compile/scope.ts';
import { fail } from './core/fail.ts';
import { installLibrary } from './library/install.ts';
import { guarded, outward } from './outcome.ts';
import type { ScriptScope } from './value/method.ts';
import type { Host, Value } from './value/value.ts';

/** One script at work: what its top level declares stays for everything that is run after it. */
export interface Interpreter {
  /** Runs the top level of the script: its functions and variables are there afterwards. */
  load(statements: readonly Statement[], host: Host): Promise<void>;
  /** Runs a block with variables of its own and gives the value of its last statement. */
  run(statements: readonly Statement[], host: Host): Promise<Value>;
  evaluate(expression: Expression, host: Host): Promise<Value>;
  /**
   * Runs another file, such as one of a shared library or of the step `load`: its functions are methods of `script`,
   * its variables are its own, its classes are known to all files.
   */
  loadFile(statements: readonly Statement[], host: Host, options?: FileOptions): Promise<LoadedFile>;
}

export interface FileOptions {
  /** The text that was parsed: `assert` shows it. */
  readonly source?: string;
  /** What `this` is called in error messages. */
  readonly className?: string;
}

export interface LoadedFile {
  /** What the file's last statement gives. */
  readonly value: Value;
  /** `this` of the file, for the scripts that call its functions. */
  readonly script: Value;
  hasFunction(name: string): boolean;
  /** Calls a function of the file. Rejects with a MissingMethodException when there is none for the arguments. */
  call(name: string, args: readonly Value[], host: Host): Promise<Value>;
}

/**
 * Makes an interpreter. A script reaches nothing but its own values, the library of this package and what `host`
 * answers: no JavaScript object, no prototype. Everything rejects with GroovyRuntimeError, GroovyThrownError or what the
 * host throws. With the text that was parsed as `source`, a failed `assert` shows its expression and the values.
 */
export function createInterpreter(options: { readonly source?: string } = {}): Interpreter {
  installLibrary();
  const shared: ScriptScope = { turns: 0, asked: 0, unwaiting: 0, unwaitingSince: 0, classes: new Map() };
  const unit = new ScriptUnit(shared, 'WorkflowScript', options.source);
  const blocks = new WeakMap<readonly Statement[], { scope: Scope; run: Run }>();
  const expressions = new WeakMap<Expression, { scope: Scope; code: Code }>();
  return {
    load: async (statements, host) => void (await loadInto(unit, shared, statements, host)),
    async run(statements, host) {
      const context = { host, script: shared, depth: 0 };
      let block = blocks.get(statements);
      if (block === undefined) {
        block = await guarded(async () => {
          unit.declare(statements, context);
          const scope = unit.scope(statements);
          return { scope, run: unit.statements(statements, scope, true) };
        });
        blocks.set(statements, block);
      }
      const frame = new Frame(block.scope.size, context, unit.script, undefined);
      return await outcome(block.run, frame);
    },
    async evaluate(expression, host) {
      let known = expressions.get(expression);
      if (known === undefined) {
        known = await guarded(async () => {
          const scope = unit.scope([expression]);
          return { scope, code: unit.expression(expression, scope) };
        });
        expressions.set(expression, known);
      }
      const { code, scope } = known;
      const frame = new Frame(scope.size, { host, script: shared, depth: 0 }, unit.script, undefined);
      return await guarded(async () => outward(await code(frame)));
    },
    async loadFile(statements, host, file = {}) {
      const own = new ScriptUnit(shared, file.className ?? 'Script1', file.source);
      const value = await loadInto(own, shared, statements, host);
      const { script } = own;
      return {
        value,
        script,
        hasFunction: (name) => script.findFunction(name) !== undefined,
        call: async (name, args, caller) => {
          const functions = script.findFunction(name);
          if (functions === undefined)
            return fail('MissingMethodException', `${script.cls.name} has no function ${name}`);
          const context = { host: caller, script: shared, depth: 0 };
          return await guarded(async () => outward(await functions.call(script, args, context)));
        },
      };
    },
  };
}

async function loadInto(
  unit: ScriptUnit,
  shared: ScriptScope,
  statements: readonly Statement[],
  host: Host,
): Promise<Value> {
  const context = { host, script: shared, depth: 0 };
  const { scope, run } = await guarded(async () => {
    unit.declare(statements, context);
    await unit.initializeFields(statements, context);
    const own = unit.scope(statements, unit.top);
    return { scope: own, run: unit.statements(statements, own, true) };
  });
  return await outcome(run, new Frame(scope.size, context, unit.script, undefined));
}

async function outcome(run: Run, frame: Frame): Promise<Value> {
  return await guarded(async () => {
    await run(frame);
    return outward(frame.result);
  });
}
