import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { textOf, type Value } from '@pipeline-lab/groovy';
import { stageOf, worsen } from '../build/site.ts';
import { StepFailure } from '../errors.ts';
import { type Coverage, readCoverage, sumCoverage } from '../report/coverage.ts';
import { coverageGates, missedGates } from '../report/coverage-gate.ts';
import { antFiles } from '../workspace/ant-files.ts';
import { note, said } from './tell.ts';
import type { OpenCall } from './step.ts';

const usual = '**/cobertura*.xml,**/coverage.xml,**/lcov.info,**/jacoco*.xml';

/** Reads reports of Cobertura, JaCoCo (XML) and LCOV, and tells of their sum. */
export async function publishCoverageFiles(call: OpenCall): Promise<null> {
  const { site, id, args } = call;
  const { gates, unseen } = coverageGates(args);
  for (const what of unseen) note(call, `${what} is not looked at here`);
  const patterns = patternsOf(call);
  const files = await antFiles(site.cwd, patterns);
  if (files.length === 0) {
    if (args['ignoreParsingErrors'] === true || args['skipPublishingChecks'] === true) return null;
    throw new StepFailure(
      `No coverage reports found: ${patterns}`,
      'Check the pattern, and that the tests ran with coverage.',
    );
  }
  const all: Coverage[] = [];
  for (const file of files) {
    site.signal.throwIfAborted();
    all.push(await readCoverage(createReadStream(join(site.cwd, file)), file));
  }
  const totals = sumCoverage(all);
  site.build.emit({ type: 'coverage.report', step: id, ...stageOf(site), files, ...totals });
  const { covered, total } = totals.lines;
  said(call, `Coverage: ${total === 0 ? '0.0' : ((covered / total) * 100).toFixed(1)} % of ${total} lines`);
  for (const { result, text } of missedGates(gates, totals)) {
    said(call, `Quality gate not passed: ${text}`);
    worsen(site, result);
  }
  return null;
}

function patternsOf({ args }: OpenCall): string {
  const lists = ['tools', 'adapters'].flatMap((name) => {
    const value = args[name];
    return Array.isArray(value) ? value : [];
  });
  const given = lists.flatMap((tool: Value) =>
    tool instanceof Map ? [textOf(tool.get('pattern') ?? tool.get('path') ?? tool.get('value') ?? '')] : [],
  );
  const own = ['coberturaReportFile', 'pattern'].map((name) => textOf(args[name] ?? ''));
  return [...given, ...own].filter((pattern) => pattern !== '').join(',') || usual;
}
