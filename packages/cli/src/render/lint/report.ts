import type { Finding } from '@pipeline-lab/jenkinsfile/lint';

/** What the linter found in one file. */
export interface LintReport {
  /** As the user named it; `<stdin>` for the standard input. */
  readonly file: string;
  readonly source: string;
  readonly findings: readonly Finding[];
}

export const lintFormats = ['text', 'json', 'sarif', 'github'] as const;

export type LintFormat = (typeof lintFormats)[number];
