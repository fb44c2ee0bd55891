import { codeFrame, lineAndColumn, PlabError } from '@pipeline-lab/groovy/syntax';

/** One thing that is wrong in a Jenkinsfile. */
export interface Problem {
  /** The message's id in the validator's catalogue, or that of a lint rule. */
  readonly rule: string;
  readonly offset: number;
  /** Where the marked part ends. */
  readonly end: number;
  /** In Jenkins' words where it has some. */
  readonly message: string;
  /** What to do about it, when that can be said. */
  readonly hint?: string;
}

/** A Jenkinsfile with problems; the message lists all of them, each with its place and line. */
export class JenkinsfileError extends PlabError {
  readonly problems: readonly (Problem & { readonly line: number; readonly column: number })[];

  constructor(code: string, problems: readonly Problem[], source: string, file: string) {
    const placed = problems
      .map((problem) => ({ ...problem, ...lineAndColumn(source, problem.offset) }))
      .sort((a, b) => a.offset - b.offset);
    const text = placed.map(
      ({ line, column, message, offset }) =>
        `${file}:${line}:${column}: ${message}\n${codeFrame(source, offset)}`,
    );
    const hints = [...new Set(placed.flatMap(({ hint }) => hint ?? []))];
    super(
      code,
      text.join('\n'),
      hints.join(' ') || 'Correct the marked places; `plab lint` checks the file again.',
    );
    this.name = 'JenkinsfileError';
    this.problems = placed;
  }
}
