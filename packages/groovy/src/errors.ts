import { codeFrame, lineAndColumn } from './position.ts';

/** An error meant for the user: what happened and where (`message`), and what to do next (`hint`). */
export class PlabError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PlabError';
    this.code = code;
    this.hint = hint;
  }
}

/** Source text that is not Groovy. `message` is `file:line:column: …` with the line and a caret under it. */
export class GroovySyntaxError extends PlabError {
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** What could have stood there, in words; empty when that says nothing. */
  readonly expected: readonly string[];
  /** The problem alone, without place and frame. */
  readonly problem: string;

  constructor(problem: string, at: SourcePlace, expected: readonly string[] = []) {
    const place = lineAndColumn(at.source, at.offset);
    super(
      'PLAB_SYNTAX',
      `${at.file}:${place.line}:${place.column}: ${problem}\n${codeFrame(at.source, at.offset)}`,
      expected.length > 0 ? `Expected ${expected.join(' or ')} here.` : 'Correct the marked place.',
    );
    this.name = 'GroovySyntaxError';
    this.problem = problem;
    this.offset = at.offset;
    this.line = place.line;
    this.column = place.column;
    this.expected = expected;
  }
}

/** What to do next about an exception, by its type. */
const hints: ReadonlyMap<string, string> = new Map([
  [
    'RejectedAccessException',
    "Jenkins' sandbox refuses this, too: use a step for it, or a shared library that is trusted.",
  ],
  [
    'UnsupportedOperationException',
    'Write it another way: docs/jenkinsfile/differences.md tells what is not there.',
  ],
  ['OutOfMemoryError', 'Work on the data in smaller parts, or in a program that a step starts.'],
  ['StackOverflowError', 'Look for a call that calls itself without an end, or make a loop of it.'],
  [
    'InterruptedException',
    'Look for a loop without an end, or move the work out of what cannot wait for a step.',
  ],
  [
    'ConcurrentModificationException',
    'Go through a copy, such as `list.toList()`, or collect the changes first.',
  ],
  [
    'MissingPropertyException',
    'Check the spelling, or declare the name with `def` where this place sees it.',
  ],
  ['MissingMethodException', 'Check the spelling, and the number and the types of the arguments.'],
  ['NullPointerException', 'Find out why the value is null, or write `?.` where it may be.'],
  [
    'ClassNotFoundException',
    'Check the spelling and the imports: only classes of the library and of the script are there.',
  ],
  ['GroovyCastException', 'Convert the value first, such as by `toString()`, `toInteger()` or `as List`.'],
]);

/** A script that failed while running, without a step being at fault: an unknown name, a wrong type. */
export class GroovyRuntimeError extends PlabError {
  /** The short name of the exception Groovy would throw, such as `MissingPropertyException`. */
  readonly typeName: string;
  /** Where in the script's source; undefined until the call that was at work is known. */
  offset: number | undefined;

  /** `hint` where more is known than the type says. */
  constructor(typeName: string, message: string, offset?: number, hint?: string) {
    super(
      'PLAB_GROOVY_RUNTIME',
      message,
      hint ?? hints.get(typeName) ?? 'Correct the marked place in the script.',
    );
    this.name = 'GroovyRuntimeError';
    this.typeName = typeName;
    this.offset = offset;
  }
}

/** What a script itself threw, by `throw new Exception('x')`. */
export class GroovyThrownError extends PlabError {
  readonly typeName: string;
  readonly offset: number | undefined;

  constructor(typeName: string, message: string | null, offset?: number) {
    super(
      'PLAB_GROOVY_THROWN',
      message ?? typeName,
      `The script itself threw this ${typeName}: look at what leads to the marked \`throw\`, or catch it around the call.`,
    );
    this.name = 'GroovyThrownError';
    this.typeName = typeName;
    this.offset = offset;
  }
}

/** A place in a named source text. */
export interface SourcePlace {
  readonly source: string;
  readonly file: string;
  readonly offset: number;
}
