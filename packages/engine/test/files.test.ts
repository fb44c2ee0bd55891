import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, finished, log, ofType, pipeline, run, stage } from './build.ts';

async function logOf(t: Parameters<typeof bench>[0], script: string, files = {}): Promise<string[]> {
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(`script { ${script} }`)), ...files });
  const events = await run(request);
  assert.equal(finished(events).error, undefined);
  return log(events).filter((line) => !line.startsWith('+'));
}

test('JSON goes in and out with the values of Groovy', async (t) => {
  const script = `def data = readJSON text: '{"a": [1, 2.5, null, true], "b": {"c": "x"}, "big": 12345678901}'
    echo "\${data.a[0] + 1} \${data.a[1] + 0.25} \${data.b.c} \${data.big + 1}"
    writeJSON file: 'out/x.json', json: [n: 1, half: 1/2, list: ['a', "g\${1}"]]
    echo readFile('out/x.json')
    echo writeJSON(json: [k: [1]], returnText: true)
    echo readJSON(file: 'out/x.json').list[1]`;
  const lines = await logOf(t, script);
  assert.deepEqual(lines, [
    '2 2.75 x 12345678902',
    '{"n":1,"half":0.5,"list":["a","g1"]}',
    '{"k":[1]}',
    'g1',
  ]);
});

test('what readJSON gives is a map that writes itself as JSON, but in a GString; with returnPojo just a map', async (t) => {
  const script = `def data = readJSON text: '{"a": [1, {"b": "x"}], "n": null}'
    data.added = "g\${1}"
    echo data.toString()
    println data.a
    println data.a[1]
    echo String.valueOf(data.a)
    echo "\${data.a}" + data.a[1]
    assert data.a.collect { it }.toString() == '[1, [b:x]]'
    echo readJSON(text: '{"a": 1}', returnPojo: true).toString()
    echo writeJSON(json: data, returnText: true)`;
  const lines = await logOf(t, script);
  assert.deepEqual(lines, [
    '{"a":[1,{"b":"x"}],"n":null,"added":"g1"}',
    '[1,{"b":"x"}]',
    '{"b":"x"}',
    '[1,{"b":"x"}]',
    '[1, [b:x]][b:x]',
    '[a:1]',
    '{"a":[1,{"b":"x"}],"n":null,"added":"g1"}',
  ]);
});

test('YAML and properties', async (t) => {
  const script = `def data = readYaml text: 'name: x\\nports: [80, 443]\\n'
    echo "\${data.name} \${data.ports[1] + 1} \${readYaml(text: 'a: 1\\n---\\na: 2').size()}"
    writeYaml file: 'y.yml', data: [a: [1, 'two']]
    echo readFile('y.yml').trim().replace('\\n', '|')
    def p = readProperties file: 'x.properties', defaults: [d: '1'], interpolate: true
    echo "\${p.key} \${p['with space']} \${p.long} \${p.d} \${p.both}"
    echo readProperties(file: 'none', text: 'a=b').a`;
  const text = '# no\nkey = value\nwith\\ space: v\nlong=one \\\n   two\nboth=${key}!\n';
  const lines = await logOf(t, script, { 'x.properties': text });
  const warning = lines.splice(3, 1)[0] ?? '';
  assert.match(warning, /^warning: .*\/none does not exist, omitting from properties gathering$/);
  assert.deepEqual(lines, ['x 444 2', 'a:|  - 1|  - two', 'value v one two 1 value!', 'b']);
});

test('stash and unstash keep files over a cleaned workspace; missing ones are errors', async (t) => {
  const script = `sh 'mkdir -p d/e; echo 1 >d/e/f.txt; echo 2 >g.log; chmod 755 d/e/f.txt'
    stash name: 'all/of it', includes: 'd/**, *.log', excludes: '**/*.log'
    deleteDir()
    unstash 'all/of it'
    sh 'find . -type f -printf "%P %m\\\\n"'
    try { unstash 'other' } catch (e) { echo e.message }
    try { stash name: 'none', includes: 'none' } catch (e) { echo e.message }`;
  assert.deepEqual(await logOf(t, script), [
    'Stashed 1 file(s)',
    'd/e/f.txt 755',
    'No such saved stash ‘other’',
    'No files included in stash ‘none’',
  ]);
});

test('cleanWs removes what its patterns name, and nothing when the result says no', async (t) => {
  const script = `def list = { sh '#!/bin/sh\\nfind . -path ./.git -prune -o -print | sort | xargs' }
    sh 'mkdir -p logs/d keep; touch logs/a.log logs/d/b.log keep/c.log keep/.gitignore'
    cleanWs(patterns: [[pattern: 'logs/**', type: 'INCLUDE'], [pattern: '**/b.log', type: 'EXCLUDE']])
    list()
    cleanWs(patterns: [[pattern: '**/*.log', type: 'EXCLUDE'], [pattern: '.git/**', type: 'EXCLUDE']], deleteDirs: false)
    list()
    cleanWs(patterns: [[pattern: 'logs/**', type: 'INCLUDE']], deleteDirs: true)
    list()
    currentBuild.result = 'SUCCESS'
    cleanWs cleanWhenSuccess: false
    list()
    cleanWs()
    list()`;
  assert.deepEqual(
    (await logOf(t, script)).filter((line) => !line.startsWith('[WS-CLEANUP] D')),
    [
      '[WS-CLEANUP] done',
      '. ./Jenkinsfile ./keep ./keep/.gitignore ./keep/c.log ./logs ./logs/d ./logs/d/b.log',
      '[WS-CLEANUP] done',
      '. ./keep ./keep/c.log ./logs ./logs/d ./logs/d/b.log',
      '[WS-CLEANUP] done',
      '. ./keep ./keep/c.log',
      '[WS-CLEANUP] Skipped based on build state SUCCESS',
      '. ./keep ./keep/c.log',
      '[WS-CLEANUP] done',
      '.',
    ],
  );
});

test('deleteDir removes the folder itself, also one that is not there; programs have theirs anyway', async (t) => {
  const script = `dir('x') { writeFile file: 'f', text: ''; deleteDir(); deleteDir() }
    echo "\${fileExists('x')}"
    dir('y') { deleteDir(); sh 'basename $PWD' }
    sh 'rm -rf "$WORKSPACE@tmp"'
    sh 'echo on'`;
  assert.deepEqual(await logOf(t, script), ['false', 'y', 'on']);
});

test('names of stashes and builds are no paths', async (t) => {
  const script = `writeFile file: 'f', text: ''
    stash 'one'
    try { stash '' } catch (e) { echo e.message }
    unstash 'one'
    try { copyArtifacts projectName: 'job', selector: [$class: 'SpecificBuildSelector', buildNumber: '../1'] } catch (e) { echo e.message }
    try { copyArtifacts projectName: '..', selector: [$class: 'SpecificBuildSelector', buildNumber: '1'] } catch (e) { echo e.message }`;
  assert.deepEqual(await logOf(t, script), [
    'Stashed 2 file(s)',
    'No name is specified',
    'Unable to find a build for artifact copy from: job',
    'Failed to copy artifacts from .. with filter: **',
  ]);
});

test('findFiles, touch, digests and archives', async (t) => {
  const script = `writeFile file: 'a/one.txt', text: 'abc'
    touch 'a/two.txt'
    echo findFiles(glob: '**/*.txt').collect { "\${it.name}:\${it.length}:\${it.path}" }.join(' ')
    echo sha1('a/one.txt') + ' ' + sha256(file: 'a/one.txt').take(8)
    zip zipFile: 'x.zip', dir: 'a'
    unzip zipFile: 'x.zip', dir: 'b'
    tar file: 'x.tgz', glob: 'a/**', archive: true
    untar file: 'x.tgz', dir: 'c'
    echo "\${readFile('b/one.txt')} \${readFile('c/a/one.txt')}"
    try { zip zipFile: 'x.zip', dir: 'a' } catch (e) { echo e.message }`;
  assert.deepEqual(await logOf(t, script), [
    'one.txt:3:a/one.txt two.txt:0:a/two.txt',
    'a9993e364706816aba3e25717850c26c9cd0d89d ba7816bf',
    'Compressed 2 entries.',
    'Compressed 2 entries.',
    'abc abc',
    'x.zip exists.',
  ]);
});

test('artifacts are also found where links lead, not round in circles, and links to nothing are left out', async (t) => {
  const steps = `sh 'mkdir -p t/real; echo 1 >t/real/a.txt; ln -s real t/link; ln -s .. t/real/up; ln -s nowhere t/none; ln -s real/a.txt t/b.txt'
    archiveArtifacts 't/**'`;
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(steps)) });
  const events = await run(request);
  assert.equal(finished(events).error, undefined);
  assert.deepEqual(
    ofType(events, 'artifact').map(({ path }) => path),
    ['t/b.txt', 't/link/a.txt', 't/real/a.txt'],
  );
});

test('artifacts are found by Ant patterns and kept', async (t) => {
  const steps = `sh 'mkdir -p t/.hidden; echo 1 >t/a.jar; echo 2 >t/.hidden/b.jar; echo 3 >t/c.txt'
    archiveArtifacts artifacts: 't/**/*.jar, *.none', excludes: '**/c*', fingerprint: true
    archiveArtifacts artifacts: '*.none', allowEmptyArchive: true
    archiveArtifacts '*.none'`;
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(steps)) });
  const events = await run(request);
  assert.deepEqual(
    ofType(events, 'artifact').map(({ path }) => path),
    ['t/.hidden/b.jar', 't/a.jar'],
  );
  assert.match(
    finished(events).error?.message ?? '',
    /No artifacts found that match the file pattern "\*\.none"/,
  );
});

test('the names of stashes and locks may be as long as one likes', async (t) => {
  const long = 'täglich / '.repeat(40);
  const steps = `sh 'echo kept >f'
    stash name: '${long}1', includes: 'f'
    stash name: '${long}2', includes: 'f', allowEmpty: true
    sh 'rm f'
    unstash '${long}1'
    lock('${long}') { sh 'cat f' }`;
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(steps)) });
  const events = await run(request);
  assert.equal(finished(events).error, undefined);
  assert.ok(log(events).includes('kept'));
});
