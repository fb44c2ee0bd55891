import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJenkinsfile } from '../read/pipeline.ts';
import { childStages, matrixCells } from './cells.ts';

const source = (more = ''): string => `pipeline { agent none
  stages { stage('M') { matrix {
    axes { axis { name 'OS'; values 'linux', 'mac' }; axis { name 'V'; values 1, 2, 3 } }
    ${more}
    stages { stage('Build') { stages { stage('Deep') { steps { echo 'x' } } } } }
  } } } }`;

function cells(more?: string): ReturnType<typeof matrixCells> {
  const [stage] = parseJenkinsfile(source(more), 'Jenkinsfile').stages;
  assert.ok(stage?.body.kind === 'matrix');
  return matrixCells(stage.body.matrix, stage.path);
}

const values = (more?: string): string[] => cells(more).map((cell) => [...cell.values.values()].join(' '));

test('the last axis is the outermost loop', () => {
  assert.deepEqual(values(), ['linux 1', 'mac 1', 'linux 2', 'mac 2', 'linux 3', 'mac 3']);
});

test('an exclude takes out what all its axes match; notValues matches the rest', () => {
  const one = "excludes { exclude { axis { name 'OS'; values 'mac' }; axis { name 'V'; values '1', '2' } } }";
  assert.deepEqual(values(one), ['linux 1', 'linux 2', 'linux 3', 'mac 3']);
  const rest = "excludes { exclude { axis { name 'OS'; values 'mac' }; axis { name 'V'; notValues '1' } } }";
  assert.deepEqual(values(rest), ['linux 1', 'mac 1', 'linux 2', 'linux 3']);
});

test('a cell is a stage with the name that Jenkins gives it, and with paths of its own', () => {
  const [first] = cells();
  assert.equal(first?.stage.name, "Matrix - OS = 'linux', V = '1'");
  assert.equal(first.stage.path, "M / Matrix - OS = 'linux', V = '1'");
  const [build] = childStages(first.stage);
  assert.ok(build);
  assert.equal(childStages(build)[0]?.path, "M / Matrix - OS = 'linux', V = '1' / Build / Deep");
});
