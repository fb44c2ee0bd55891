import { dirname, resolve } from 'node:path';
import { lintJenkinsfile } from '@pipeline-lab/jenkinsfile/lint';
import type { Context } from '../context.ts';
import { badUsage } from '../errors.ts';
import { renderError } from '../render/error.ts';
import { type LintFormat, lintFormats, type LintReport } from '../render/lint/report.ts';
import { StageFailure } from './failure.ts';
import { ownSteps } from './own-steps.ts';
import { readSource } from './read-source.ts';

/**
 * Checks Jenkinsfiles without running them and prints what it finds on stdout; `-` is the standard input. Throws when
 * there are errors or warnings, or a file that cannot be read, once all others are told; information alone is no
 * failure.
 */
export async function lint(context: Context, files: readonly string[], format: string): Promise<void> {
  const known = lintFormats.find((one) => one === format);
  if (known === undefined)
    throw badUsage(`there is no format ${format}`, `Use one of ${lintFormats.join(', ')}.`);
  const names = files.length === 0 ? ['Jenkinsfile'] : files;
  const outcomes = await Promise.allSettled(names.map((name) => check(context.cwd, name)));
  const reports = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failures = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  const output = reports.length === 0 ? '' : await rendered(known, reports);
  if (output !== '') console.log(output);
  for (const failure of failures.slice(0, -1)) console.error(renderError(failure));
  if (failures.length > 0) throw failures.at(-1);
  const findings = reports.flatMap((report) => report.findings);
  if (findings.some(({ severity }) => severity !== 'info')) throw new StageFailure('there are findings');
}

async function check(cwd: string, file: string): Promise<LintReport> {
  const { name, source } = await readSource({ cwd }, file);
  const steps = await ownSteps(file === '-' ? cwd : dirname(resolve(cwd, file)));
  return { file: name, source, findings: lintJenkinsfile(source, name, { steps }) };
}

async function rendered(format: LintFormat, reports: readonly LintReport[]): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../render/lint/json.ts')).lintJson(reports);
    case 'sarif':
      return (await import('../render/lint/sarif.ts')).lintSarif(reports);
    case 'github':
      return (await import('../render/lint/github.ts')).lintGithub(reports);
    case 'text':
      return (await import('../render/lint/text.ts')).lintText(reports);
  }
}
