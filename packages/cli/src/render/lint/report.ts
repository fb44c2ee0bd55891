import type { Finding } from '@pipeline-lab/jenkinsfile/lint';

/** What was found in one file. */
export interface LintReport {
  /** As the user named it; `<stdin>` for the standard input. */
  readonly file: string;
  /** Its text; absent where findings are about the whole of it, as with an image. */
  readonly source?: string;
  readonly findings: readonly Finding[];
}

/** The rules that findings are named after. */
export interface RuleBook {
  /** The page of the docs. */
  readonly page: string;
  readonly info: (rule: string) => {
    readonly severity: Finding['severity'];
    readonly summary: string;
    /** The rule's own part of the page. */
    readonly page: string;
  };
}

export const lintFormats = ['text', 'json', 'sarif', 'github'] as const;

export type LintFormat = (typeof lintFormats)[number];
