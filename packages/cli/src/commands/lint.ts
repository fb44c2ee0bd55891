import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { lintJenkinsfile } from '@pipeline-lab/jenkinsfile/lint';
import type { Context } from '../context.ts';
import { badUsage, unreadable } from '../errors.ts';
import { type LintFormat, lintFormats, type LintReport } from '../render/lint/report.ts';
import { StageFailure } from './failure.ts';
import { ownSteps } from './own-steps.ts';

/**
 * Checks Jenkinsfiles without running them and prints what it finds on stdout; `-` is the standard input. Throws when
 * there are errors or warnings, once all files are told; information alone is no failure.
 */
export async function lint(context: Context, files: readonly string[], format: string): Promise<void> {
  const known = lintFormats.find((one) => one === format);
  if (known === undefined)
    throw badUsage(`there is no format ${format}`, `Use one of ${lintFormats.join(', ')}.`);
  const names = files.length === 0 ? ['Jenkinsfile'] : files;
  const reports = await Promise.all(names.map((name) => check(context.cwd, name)));
  const output = await rendered(known, reports);
  if (output !== '') console.log(output);
  const findings = reports.flatMap((report) => report.findings);
  if (findings.some(({ severity }) => severity !== 'info')) throw new StageFailure('there are findings');
}

async function check(cwd: string, name: string): Promise<LintReport> {
  const file = name === '-' ? '<stdin>' : relative(cwd, resolve(cwd, name));
  const source = name === '-' ? await text(process.stdin) : await readSource(resolve(cwd, name), file);
  const steps = await ownSteps(name === '-' ? cwd : dirname(resolve(cwd, name)));
  return { file, source, findings: lintJenkinsfile(source, file, { steps }) };
}

async function readSource(path: string, name: string): Promise<string> {
  return await readFile(path, 'utf8').catch((error: unknown) => {
    throw unreadable(name, error);
  });
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
