import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isTrue, textOf, type Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../errors.ts';
import { dialectNamed, dialects } from '../report/tests/dialects.ts';
import { readTestFiles } from '../report/tests/read-files.ts';
import type { Tally } from '../report/tests/test-case.ts';
import { antFiles } from '../workspace/ant-files.ts';
import type { StepCall } from './step.ts';
import { note } from './tell.ts';

/** An entry of `tools`: `CTest(pattern: …)` or `[$class: 'CTestType', pattern: …]`. */
export interface TestTool {
  readonly name: string;
  readonly pattern: string;
  readonly excludes: string;
  /** Nothing to read is no error. */
  readonly skipNoTestFiles: boolean;
  /** A report that was there before the build is an error. */
  readonly failIfNotNew: boolean;
  /** A report that cannot be read ends the step. */
  readonly stopProcessingIfError: boolean;
}

export function toolsOf(list: readonly Value[]): TestTool[] {
  return list.flatMap((tool) => {
    if (!(tool instanceof Map)) return [];
    const text = (name: string): string => textOf(tool.get(name) ?? '');
    const flag = (name: string, usual: boolean): boolean => isTrue(tool.get(name) ?? usual);
    return [
      {
        name: text('$class').replace(/^.*\./, ''),
        pattern: text('pattern'),
        excludes: text('excludesPattern'),
        skipNoTestFiles: flag('skipNoTestFiles', false),
        failIfNotNew: flag('failIfNotNew', true),
        stopProcessingIfError: flag('stopProcessingIfError', true),
      },
    ];
  });
}

/** Clocks of file systems and machines may differ by this (ms), as Jenkins has it. */
const usualMargin = 3000;

/** Adds the tests in the reports of a tool to a tally and gives the files that were read. */
export async function readTool(call: StepCall<'xunit'>, tool: TestTool, tally: Tally): Promise<string[]> {
  const { cwd, build } = call.site;
  const dialect = dialectNamed(tool.name);
  if (dialect === undefined) throw notRead(tool.name);
  const found = await antFiles(cwd, tool.pattern, { excludes: tool.excludes });
  if (found.length === 0) return nothing(call, tool);
  const oldest = build.startedAt.getTime() - (call.args.testTimeMargin ?? usualMargin);
  const read: string[] = [];
  for (const file of found) {
    try {
      if (tool.failIfNotNew) await requireNew(join(cwd, file), file, oldest);
      await readTestFiles(dialect, cwd, [file], tally);
      read.push(file);
    } catch (error) {
      if (tool.stopProcessingIfError || !(error instanceof StepFailure)) throw error;
      note(call, `${error.message}: it was left out`);
    }
  }
  return read;
}

function notRead(name: string): StepFailure {
  if (/^Custom(?:Type)?$/.test(name))
    return new StepFailure(
      'xunit: reports of Custom are not read here: no style sheet runs in this step',
      "Let a program do it, as in sh 'xsltproc style.xsl report.xml >junit.xml', and read its output with JUnit(…).",
    );
  const known = Object.keys(dialects).sort().join(', ');
  return new StepFailure(
    `xunit: reports of ${name} are not read here`,
    `Read here are ${known}. Let the tool write JUnit, or convert its report, and read that with JUnit(…).`,
  );
}

function nothing(call: StepCall<'xunit'>, { name, pattern, skipNoTestFiles }: TestTool): [] {
  const problem = `[${name}] - No test report file(s) were found with the pattern '${pattern}' relative to '${call.site.cwd}'`;
  if (!skipNoTestFiles)
    throw new StepFailure(problem, 'Did the tests run? Otherwise give the tool `skipNoTestFiles: true`.');
  note(call, problem);
  return [];
}

async function requireNew(path: string, file: string, oldest: number): Promise<void> {
  if ((await stat(path)).mtimeMs < oldest)
    throw new StepFailure(
      `${file} is older than this build`,
      'Did the tests run in this build? Otherwise give the tool `failIfNotNew: false`.',
    );
}
