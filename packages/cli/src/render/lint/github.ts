import type { Finding } from '@pipeline-lab/jenkinsfile/lint';
import type { LintReport } from './report.ts';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * Findings as commands of a GitHub workflow, which shows them at the lines of a change.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function lintGithub(reports: readonly LintReport[]): string {
  return reports
    .flatMap(({ file, findings }) => findings.map((finding) => command(file, finding)))
    .join('\n');
}

function command(file: string, { severity, message, hint, rule, from, to }: Finding): string {
  const properties = {
    file,
    line: from.line,
    endLine: to.line,
    col: from.column,
    endColumn: to.column,
    title: rule,
  };
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  const text = hint === undefined ? message : `${message}\n${hint}`;
  return `::${commands[severity]} ${written.join(',')}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
