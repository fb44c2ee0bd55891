import type { LintFormat, LintReport, RuleBook } from './report.ts';

/** Findings in the form that was asked for; the code of the others is not loaded. */
export async function rendered(
  format: LintFormat,
  reports: readonly LintReport[],
  book: RuleBook,
): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('./json.ts')).lintJson(reports, book);
    case 'sarif':
      return (await import('./sarif.ts')).lintSarif(reports, book);
    case 'github':
      return (await import('./github.ts')).lintGithub(reports);
    case 'text':
      return (await import('./text.ts')).lintText(reports, book);
  }
}
