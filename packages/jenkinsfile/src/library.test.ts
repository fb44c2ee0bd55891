import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesLibrary } from './library.ts';

const pipeline = (step: string): string =>
  `pipeline { agent any\n stages { stage('A') { steps { ${step} } } } }`;

test('the step `library` and the annotation name a library', () => {
  for (const source of [
    pipeline("library 'shared'"),
    pipeline("script { def tools = library('shared').org.Tools }"),
    `@Library('shared') _\n${pipeline("echo 'x'")}`,
    `@Library('shared')\nimport org.Tools\n${pipeline("echo 'x'")}`,
  ])
    assert.ok(namesLibrary(source, 'Jenkinsfile'), source);
});

test('a word in a comment or a text does not', () => {
  for (const source of [
    pipeline("echo 'copies the library'"),
    `// @Library('shared') _\n${pipeline("echo 'x'")}`,
    pipeline('script { library.each { echo it } }'),
  ])
    assert.ok(!namesLibrary(source, 'Jenkinsfile'), source);
});
