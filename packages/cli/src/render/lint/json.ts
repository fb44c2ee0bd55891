import type { LintReport, RuleBook } from './report.ts';

/** Findings as one JSON array; lines and columns from 1, columns in UTF-16 units, the end exclusive. */
export function lintJson(reports: readonly LintReport[], book: RuleBook): string {
  const findings = reports.flatMap(({ file, findings }) =>
    findings.map(({ rule, severity, message, hint, from, to }) => ({
      file,
      rule,
      severity,
      message,
      ...(hint === undefined ? {} : { hint }),
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      docs: book.info(rule).page,
    })),
  );
  return JSON.stringify(findings, null, 2);
}
