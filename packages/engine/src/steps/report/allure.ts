import { textOf, type Value } from '@pipeline-lab/groovy';
import { worsen } from '../../build/site.ts';
import { StepFailure } from '../../errors.ts';
import { readAllure } from '../../report/tests/allure.ts';
import { newTally } from '../../report/tests/test-case.ts';
import { antFiles } from '../../workspace/ant-files.ts';
import { defineStep, type Step } from '../step.ts';
import { said } from '../tell.ts';
import { tellTests } from '../test-report.ts';

/** `allure results: [[path: 'build/allure-results']]`: the tests are counted; Allure's web page is not made here. */
export const allure: Step = defineStep('allure', {
  needs: 'node',
  summary: (args) => foldersIn(args.results ?? []).join(', '),
  async run(call) {
    const { site, args } = call;
    const folders = foldersIn(args.results ?? []);
    const patterns = folders.map((folder) => `${folder}/**/*-result.json`).join(',');
    const files = await antFiles(site.cwd, patterns);
    if (files.length === 0)
      throw new StepFailure(
        `No allure results found in ${folders.join(', ')}`,
        'Check the path, and that the tests ran with an Allure adapter.',
      );
    const tally = newTally();
    await readAllure(site.cwd, files, tally);
    const counts = tally.counts();
    await tellTests(call, files, counts);
    said(call, `Allure: ${counts.total} tests, ${counts.failed} failed, ${counts.skipped} skipped`);
    if (counts.failed > 0) worsen(site, 'UNSTABLE');
    return null;
  },
});

function foldersIn(list: readonly Value[]): string[] {
  const paths = list.map((each) => textOf((each instanceof Map ? each.get('path') : each) ?? ''));
  const given = paths.map((path) => path.replace(/\/+$/, '')).filter((path) => path !== '');
  return given.length === 0 ? ['allure-results'] : given;
}
