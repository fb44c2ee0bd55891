import { GroovyRuntimeError, GroovySyntaxError, GroovyThrownError } from '../../src/errors.ts';
import { classOf } from '../../src/evaluator/core/class-of.ts';
import { describeArguments } from '../../src/evaluator/core/invoke.ts';
import { nowhere } from '../../src/evaluator/core/nowhere.ts';
import { inspect } from '../../src/evaluator/core/text.ts';
import { textOf } from '../../src/evaluator/for-host.ts';
import { createInterpreter } from '../../src/evaluator/interpreter.ts';
import type { Host, Value } from '../../src/evaluator/value/value.ts';
import { parse } from '../../src/parser/parse.ts';

/**
 * What our evaluator gives for a snippet, in the words of `record.groovy`: the class and the value, or the exception;
 * then what was printed. Needs the time zone UTC.
 */
export async function outcomeOf(source: string): Promise<string> {
  const printed: string[] = [];
  const host = printingHost(printed);
  const result = await shown(source, host);
  const text = printed.join('').trim();
  return text === '' ? result.trim() : `${result}\n>> ${text}`;
}

async function shown(source: string, host: Host): Promise<string> {
  try {
    const { statements } = parse(source, 'WorkflowScript.groovy');
    const { value } = await createInterpreter().loadFile(statements, host, {
      source,
      className: 'WorkflowScript',
    });
    return value === null ? 'null' : `${classOf(value).simpleName} ${inspect(value, nowhere)}`;
  } catch (error) {
    if (error instanceof GroovySyntaxError) return `! MultipleCompilationErrorsException: ${error.message}`;
    if (!(error instanceof GroovyRuntimeError) && !(error instanceof GroovyThrownError)) throw error;
    // An exception without a message has its type's name as text.
    return error.message === error.typeName ? `! ${error.typeName}` : `! ${error.typeName}: ${error.message}`;
  }
}

function printingHost(printed: string[]): Host {
  const variables = new Map<string, Value>();
  const end = performance.now() + 10_000;
  return {
    getVariable: (name) => variables.get(name),
    setVariable: (name, value) => void variables.set(name, value),
    async callMethod(name, { positional }) {
      if (name === 'print' || name === 'println') {
        printed.push(positional.map(textOf).join('') + (name === 'println' ? '\n' : ''));
        return null;
      }
      if (name === 'sleep') return null;
      const what = describeArguments(positional, nowhere);
      throw new GroovyRuntimeError(
        'MissingMethodException',
        `No signature of method: WorkflowScript.${name}() is applicable for argument types: ${what}`,
      );
    },
    checkpoint: () => {
      if (performance.now() > end) throw new GroovyRuntimeError('TimeoutException', 'TimeoutException');
    },
  };
}
