import { styleText } from 'node:util';
import { codeFrame, type Finding, type Severity } from '@pipeline-lab/jenkinsfile/lint';
import { harmless } from '../visible.ts';
import type { LintReport } from './report.ts';

/** Findings for people: place, message, rule, the line with a caret, what to do. */
export function lintText(reports: readonly LintReport[]): string {
  const blocks = reports.flatMap((report) => report.findings.map((finding) => block(report, finding)));
  const valid = reports
    .filter(({ findings }) => findings.length === 0)
    .map(({ file }) => `${harmless(file)} is valid`);
  return [...blocks, ...valid, ...summary(reports)].join('\n');
}

function block({ file, source }: LintReport, finding: Finding): string {
  const { from, severity, message, rule, hint } = finding;
  const place = paint('bold', `${harmless(file)}:${from.line}:${from.column}:`);
  const head = `${place} ${paint(colours[severity], `${severity}:`)} ${harmless(message)} ${paint('dim', `[${rule}]`)}`;
  const advice = hint === undefined ? [] : [`  ${harmless(hint)}`];
  return [head, codeFrame(source, finding.offset), ...advice].join('\n');
}

const colours = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

function paint(style: Parameters<typeof styleText>[0], text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

function summary(reports: readonly LintReport[]): string[] {
  const findings = reports.flatMap((report) => report.findings);
  if (findings.length === 0) return [];
  const counts = (['error', 'warning', 'info'] as const).flatMap((severity) => count(findings, severity));
  const [rule] = findings.map((finding) => finding.rule);
  return ['', `${counts.join(', ')}. docs/lint.md explains each rule, such as docs/lint.md#${rule}.`];
}

function count(findings: readonly Finding[], severity: Severity): string[] {
  const { length } = findings.filter((finding) => finding.severity === severity);
  const plural = severity === 'info' || length === 1 ? '' : 's';
  return length === 0 ? [] : [`${length} ${severity}${plural}`];
}
