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

/** A script that failed while running, without a step being at fault: an unknown name, a wrong type. */
export class GroovyRuntimeError extends PlabError {
  /** The short name of the exception Groovy would throw, such as `MissingPropertyException`. */
  readonly typeName: string;
  /** Where in the script's source; undefined until the call that was at work is known. */
  offset: number | undefined;

  constructor(typeName: string, message: string, offset?: number) {
    super('PLAB_GROOVY_RUNTIME', message, 'Correct the marked place in the script.');
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
    super('PLAB_GROOVY_THROWN', message ?? typeName, 'The script threw this exception itself.');
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
