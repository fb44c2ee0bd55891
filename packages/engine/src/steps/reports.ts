import { copyFile, glob, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Value } from '@pipeline-lab/groovy';
import { stageOf, worsen } from '../build/build.ts';
import { StepFailure } from '../errors.ts';
import { addCounts, noTests, parseJunit } from '../junit/parse.ts';
import { note } from './flow.ts';
import type { Step, StepCall } from './step.ts';

export const junit: Step = {
  name: 'junit',
  main: 'testResults',
  summary: (parameters) => parameters.text('testResults'),
  run: async (call) => await publish(call, call.parameters.text('testResults')),
};

/** Jenkins has no such step, though many examples on the web do. */
export const publishTestResults: Step = {
  name: 'publishTestResults',
  main: 'testResultsPattern',
  summary: (parameters) => parameters.text('testResultsPattern'),
  async run(call) {
    note(
      call,
      'Jenkins has no step publishTestResults: write `junit` and the pattern, which is what happens here',
    );
    return await publish(call, call.parameters.text('testResultsPattern'));
  },
};

async function publish(call: StepCall, patterns: string): Promise<Value> {
  const { site, id, parameters } = call;
  const files = await matching(site.cwd, patterns);
  if (files.length === 0) {
    const problem = 'No test report files were found. Configuration error?';
    if (!parameters.flag('allowEmptyResults')) {
      throw new StepFailure(
        problem,
        `Nothing matches ${patterns}: did the tests run, and do they write JUnit XML?`,
      );
    }
    note(call, problem);
    return null;
  }
  let counts = noTests;
  for (const file of files)
    counts = addCounts(counts, parseJunit(await readFile(join(site.cwd, file), 'utf8'), file));
  site.build.emit({ type: 'test.report', step: id, ...stageOf(site), files, ...counts });
  if (counts.failed > 0) worsen(site, 'UNSTABLE');
  return new Map<Value, Value>([
    ['totalCount', counts.total],
    ['passCount', counts.passed],
    ['failCount', counts.failed],
    ['skipCount', counts.skipped],
  ]);
}

export const archiveArtifacts: Step = {
  name: 'archiveArtifacts',
  main: 'artifacts',
  summary: (parameters) => parameters.text('artifacts'),
  async run(call) {
    const { site, parameters } = call;
    const patterns = parameters.text('artifacts');
    const files = await matching(site.cwd, patterns, parameters.text('excludes', ''));
    const problem = `No artifacts found that match the file pattern "${patterns}". Configuration error?`;
    if (files.length === 0 && !parameters.flag('allowEmptyArchive')) {
      throw new StepFailure(problem, 'Check the pattern; it is relative to the present folder.');
    }
    if (files.length === 0) note(call, problem);
    for (const file of files) {
      const target = join(site.build.folder, 'artifacts', file);
      await mkdir(dirname(target), { recursive: true });
      await copyFile(join(site.cwd, file), target);
      site.build.emit({ type: 'artifact', ...stageOf(site), path: file, bytes: (await stat(target)).size });
    }
    return null;
  },
};

/** The files below a folder that match comma-separated patterns in Ant's style, sorted. */
async function matching(folder: string, patterns: string, excluded = ''): Promise<string[]> {
  const split = (text: string): string[] =>
    text
      .split(',')
      .map((pattern) => pattern.trim())
      .filter((pattern) => pattern !== '');
  const found = new Set<string>();
  for await (const entry of glob(split(patterns), {
    cwd: folder,
    exclude: split(excluded),
    withFileTypes: true,
  })) {
    const name = relative(folder, join(entry.parentPath, entry.name));
    if (entry.isFile() && !name.startsWith('..')) found.add(name);
  }
  return [...found].sort();
}
