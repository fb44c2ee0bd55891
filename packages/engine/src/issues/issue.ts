/** How bad an issue is, in the words of Jenkins' warnings plugin, worst first. */
export const severities = ['ERROR', 'HIGH', 'NORMAL', 'LOW'] as const;

export type Severity = (typeof severities)[number];

/** Something that a compiler or a linter says about a place in a file. */
export interface Issue {
  /** As the tool gives it; relative to the workspace when it is inside. Empty: about the project as a whole. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly severity: Severity;
  /** The rule, or the group of rules. */
  readonly rule?: string;
  readonly message: string;
}

export interface IssueFields {
  readonly file?: string | undefined;
  readonly line?: string | number | undefined;
  readonly column?: string | number | undefined;
  readonly severity: Severity;
  readonly rule?: string | undefined;
  readonly message: string;
}

const longestMessage = 2000;

/** An issue without the fields that a tool left empty. */
export function issue({ file = '', line, column, severity, rule, message }: IssueFields): Issue {
  const lineNumber = Number(line ?? 0);
  const columnNumber = Number(column ?? 0);
  return {
    file,
    ...(lineNumber > 0 ? { line: lineNumber } : {}),
    ...(columnNumber > 0 ? { column: columnNumber } : {}),
    severity,
    ...(rule === undefined || rule === '' ? {} : { rule }),
    message: message.trim(),
  };
}

/** An issue as it is told, and found again: without secrets, and then cut, so that no beginning of one is left. */
export function toBeTold(found: Issue, mask: (text: string) => string): Issue {
  const { file, rule, message } = found;
  return {
    ...found,
    file: mask(file),
    ...(rule === undefined ? {} : { rule: mask(rule) }),
    message: mask(message).slice(0, longestMessage),
  };
}

/** The severity behind a tool's own word for it: an error is ERROR, a note LOW, a warning NORMAL. */
export function severityNamed(word: string): Severity {
  if (/error|severe|critical|fatal|fail|blocker/i.test(word)) return 'ERROR';
  if (/info|note|low|suggestion|style|refactor|convention/i.test(word)) return 'LOW';
  if (/warn|medium|moderate/i.test(word)) return 'NORMAL';
  return /high|major/i.test(word) ? 'HIGH' : 'LOW';
}

/** From 1, the worst: the priorities of PMD and SpotBugs. */
export function severityRanked(rank: number, high: number, normal: number): Severity {
  if (rank <= high) return 'HIGH';
  return rank <= normal ? 'NORMAL' : 'LOW';
}
