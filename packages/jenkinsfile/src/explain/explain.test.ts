import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GroovySyntaxError } from '@pipeline-lab/groovy/syntax';
import fc from 'fast-check';
import { bound, edited, original, reworded } from '../../test/edits.ts';
import { JenkinsfileError } from '../errors.ts';
import { graphOf } from '../graph/graph.ts';
import { parseJenkinsfile } from '../read/pipeline.ts';
import { explainPipeline } from './explain.ts';
import type { Facts } from './facts.ts';

const whens = [
  "branch 'main'",
  "not { anyOf { tag 'v*'; changeRequest() } }",
  "expression { params.X ==~ /(a+)+$/ && env['B'].trim() in ['c'] }",
  "environment name: 'A', value: 'b'",
  'equals expected: 2, actual: currentBuild.number',
  "beforeAgent true\n changeset '**/*.ts'",
  "allOf { triggeredBy 'TimerTrigger'; expression { return BRANCH_NAME != 'x' } }",
];
const stages = whens.map((when, index) => `stage('S${index}') {\n when { ${when} }\n steps { echo 'x' }\n }`);
const sources = [
  original,
  `pipeline {\n agent any\n parameters { string(name: 'X', defaultValue: 'aaa') }\n stages {\n${stages.join('\n')}\n} }`,
  `pipeline {\n agent none\n stages { stage('P') { parallel {\n${stages.join('\n')}\n} } } }`,
  `pipeline {\n agent any\n stages { stage('M') { matrix {\n axes { axis {\n name 'A'\n values 'x', 'y' } }\n stages {\n${stages.join('\n')}\n} } } } }`,
];

const facts: Facts = { branch: 'main', params: new Map([['X', 'b']]), env: new Map([['A', 'b']]) };

test('no edit of a valid file makes graph or explain fail or hang, unless the file is refused', () => {
  let explained = 0;
  fc.assert(
    fc.property(fc.oneof(edited(sources), reworded(sources)), (text) => {
      try {
        const pipeline = parseJenkinsfile(text, 'Jenkinsfile');
        assert.ok(graphOf(pipeline).stages.length > 0);
        assert.ok(explainPipeline(pipeline, facts).length > 0);
        explained += 1;
      } catch (error) {
        if (!(error instanceof JenkinsfileError) && !(error instanceof GroovySyntaxError)) throw error;
      }
    }),
    bound,
  );
  assert.ok(explained > 20, `only ${explained} files were valid`);
});
