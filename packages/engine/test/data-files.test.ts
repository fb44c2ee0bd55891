import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { secretStore, storePaths } from '../src/secrets.ts';
import { bench, finished, log, pipeline, run, stage, wholeLog } from './build.ts';

test('CSV, versions and nodes', async (t) => {
  const steps = String.raw`script {
    def rows = readCSV file: 'in.csv'
    echo "\${rows.size()} \${rows[1][1]} \${rows[1].get(0)}"
    writeCSV file: 'out/x.csv', records: [['a', 'b "c"'], [1, null]]
    echo readFile('out/x.csv').replace('\r\n', '|')
    echo "\${compareVersions(v1: '1.10', v2: '1.9')} \${nodesByLabel('fast && linux')} \${nodesByLabel(label: 'none')}"
  }`.replaceAll('\\$', '$');
  const { request } = await bench(t, {
    Jenkinsfile: pipeline(stage(steps)),
    'in.csv': 'name,text\r\n\r\none,"a, ""b""\nc"\r\n',
  });
  const agents = [{ name: 'one', labels: ['linux', 'fast'], place: { kind: 'local' } }] as const;
  const events = await run({ ...request, agents });
  assert.equal(finished(events).error, undefined);
  assert.deepEqual(log(events).slice(0, 2), ['2 a, "b"', 'c one']);
  assert.deepEqual(log(events).slice(2), ['a,"b ""c"""|1,|', '1 [one] []']);
});

test('fileOperations changes files, and only those of the workspace', async (t) => {
  const steps = `fileOperations([folderCreateOperation('made'),
      fileCreateOperation(fileName: 'made/a.txt', fileContent: 'text'),
      fileCopyOperation(includes: '**/*.txt', excludes: 'skip/**', targetLocation: 'flat', flattenFiles: true),
      fileRenameOperation(source: 'flat/a.txt', destination: 'flat/b.txt'), fileDeleteOperation(includes: 'made/*.txt'),
      folderCopyOperation(sourceFolderPath: 'flat', destinationFolderPath: 'copy'), folderDeleteOperation('flat')])
    sh '#!/bin/sh\\nfind . -name "*.txt" | sort; ls -d made'
    fileOperations([folderDeleteOperation('../other')])`;
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(steps)), 'skip/c.txt': 'c' });
  const events = await run(request);
  assert.deepEqual(log(events).slice(-3), ['./copy/b.txt', './skip/c.txt', 'made']);
  assert.equal(finished(events).error?.message, 'fileOperations: ../other is not inside of the folder');
});

test('configFileProvider gives its block files of plab.yml and of the store, which are gone behind it', async (t) => {
  const steps = `configFileProvider([configFile(fileId: 'settings', variable: 'SETTINGS'),
      configFile(fileId: 'hidden', targetLocation: 'conf/hidden.ini', variable: 'H')]) {
      sh '#!/bin/sh\\ncat "$SETTINGS" conf/hidden.ini; echo "$H"; stat -c %a "$H"' }
    echo "\${fileExists('conf/hidden.ini')} [\${env.SETTINGS}]"
    configFileProvider([configFile('absent')]) { echo 'never' }`;
  const { request, stateDir } = await bench(t, { Jenkinsfile: pipeline(stage(steps)) });
  const path = join(stateDir, '..', 'settings.xml');
  await writeFile(path, '<settings/>\n');
  const store = secretStore(storePaths({ env: request.env, stateDir }));
  await store.set('hidden', {
    type: 'file',
    name: 'h',
    base64: Buffer.from('key=secret-1\n').toString('base64'),
  });
  const events = await run({ ...request, configFiles: { settings: path } });
  const lines = log(events);
  assert.deepEqual(lines.slice(0, 2), ['<settings/>', '****']);
  assert.match(lines[2] ?? '', /conf\/hidden\.ini$/);
  assert.deepEqual(lines.slice(3), ['600', 'false [null]']);
  assert.equal(finished(events).error?.message, "not able to provide the file absent, it can't be resolved");
  assert.ok(!wholeLog(events).join('\n').includes('secret-1'));
});
