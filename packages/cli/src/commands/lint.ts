import { dirname, resolve } from 'node:path';
import { lintJenkinsfile, ruleInfo } from '@pipeline-lab/jenkinsfile/lint';
import type { Context } from '../context.ts';
import { badUsage } from '../errors.ts';
import { renderError } from '../render/error.ts';
import { print } from '../render/print.ts';
import { rendered } from '../render/lint/rendered.ts';
import { lintFormats, type LintReport } from '../render/lint/report.ts';
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
  const output = reports.length === 0 ? '' : await rendered(known, reports, rules);
  if (output !== '') await print(`${output}\n`);
  for (const failure of failures.slice(0, -1)) console.error(renderError(failure));
  if (failures.length > 0) throw failures.at(-1);
  const findings = reports.flatMap((report) => report.findings);
  if (findings.some(({ severity }) => severity !== 'info')) throw new StageFailure('there are findings');
}

const rules = { page: 'docs/lint.md', info: ruleInfo };

async function check(cwd: string, file: string): Promise<LintReport> {
  const { name, source } = await readSource({ cwd }, file);
  const steps = await ownSteps(file === '-' ? cwd : dirname(resolve(cwd, file)));
  return { file: name, source, findings: lintJenkinsfile(source, name, { steps }) };
}
