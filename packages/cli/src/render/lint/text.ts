import { styleText } from 'node:util';
import { codeFrame, type Finding, type Severity } from '@pipeline-lab/jenkinsfile/lint';
import { harmless } from '../visible.ts';
import type { LintReport, RuleBook } from './report.ts';

/** Findings for people: place, message, rule, the line with a caret, what to do. */
export function lintText(reports: readonly LintReport[], book: RuleBook): string {
  const blocks = reports.flatMap((report) => report.findings.map((finding) => block(report, finding)));
  const valid = reports
    .filter(({ findings }) => findings.length === 0)
    .map(({ file }) => `${harmless(file)} is valid`);
  return [...blocks, ...valid, ...summary(reports, book)].join('\n');
}

function block({ file, source }: LintReport, finding: Finding): string {
  const { from, severity, message, rule, hint } = finding;
  const at = source === undefined ? '' : `${from.line}:${from.column}:`;
  const place = paint('bold', `${harmless(file)}:${at}`);
  const head = `${place} ${paint(colours[severity], `${severity}:`)} ${harmless(message)} ${paint('dim', `[${rule}]`)}`;
  const advice = hint === undefined ? [] : [`  ${harmless(hint)}`];
  const frame = source === undefined ? [] : [codeFrame(source, finding.offset)];
  return [head, ...frame, ...advice].join('\n');
}

const colours = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

function paint(style: Parameters<typeof styleText>[0], text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

function summary(reports: readonly LintReport[], book: RuleBook): string[] {
  const findings = reports.flatMap((report) => report.findings);
  if (findings.length === 0) return [];
  const counts = (['error', 'warning', 'info'] as const).flatMap((severity) => count(findings, severity));
  const [example = ''] = findings.map(({ rule }) => book.info(rule).page);
  return ['', `${counts.join(', ')}. ${book.page} explains each rule, such as ${example}.`];
}

function count(findings: readonly Finding[], severity: Severity): string[] {
  const { length } = findings.filter((finding) => finding.severity === severity);
  const plural = severity === 'info' || length === 1 ? '' : 's';
  return length === 0 ? [] : [`${length} ${severity}${plural}`];
}
