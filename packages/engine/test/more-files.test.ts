import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { bench, finished, log, pipeline, run, stage } from './build.ts';

test('tee keeps what steps and programs of its block say, in order, without secrets, at the end of a file', async (t) => {
  const steps = `writeFile file: 'out.log', text: 'before\\n'
    withCredentials([string(credentialsId: 'id', variable: 'T')]) {
      tee('out.log') { echo 'one'; sh '#!/bin/sh\\necho two; echo "$T" >&2'; tee('inner.log') { echo 'three' } }
    }
    echo 'after'
    echo readFile('out.log').replace('\\n', '|') + readFile('inner.log').trim()`;
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(steps)) });
  const events = await run({ ...request, secrets: { id: 'hidden-text' } });
  assert.equal(finished(events).error, undefined);
  assert.equal(log(events).at(-1), 'before|one|two|****|three|three');
});

test('TOML, manifests, text in front of a file', async (t) => {
  const steps = `script {
    def toml = readTOML file: 'Cargo.toml'
    echo "\${toml.package.name} \${toml.package.version} \${toml.bin[1].path} \${toml.package.size + 1}"
    writeTOML file: 'out/x.toml', toml: [package: [name: 'b', tags: ['x', 'y']]]
    echo readFile('out/x.toml').trim().replace('\\n', '|')
    sh '#!/bin/sh\\nmkdir META-INF; printf "Main-Class: a.B\\\\nLong: ab\\\\n cd\\\\n\\\\nName: x\\\\nSealed: true\\\\n" >META-INF/MANIFEST.MF; zip -q a.jar META-INF/MANIFEST.MF'
    def jar = readManifest file: 'a.jar'
    echo "\${jar.main['Main-Class']} \${jar.main.Long} \${jar.entries['x'].Sealed}"
    prependToFile file: 'new/f.txt', content: 'b'
    prependToFile file: 'new/f.txt', content: 'a'
    echo readFile('new/f.txt')
    try { readTOML text: 'a = ' } catch (e) { echo e.message.readLines()[0] }
  }`;
  const { request } = await bench(t, {
    Jenkinsfile: pipeline(stage(steps)),
    'Cargo.toml':
      '[package]\nname = "a"\nversion = "1.0"\nsize = 2\n[[bin]]\npath = "x"\n[[bin]]\npath = "y"\n',
  });
  const events = await run(request);
  assert.equal(finished(events).error, undefined);
  const lines = log(events);
  assert.deepEqual(lines.slice(0, 2), ['a 1.0 y 3', '[package]|name = "b"|tags = [ "x", "y" ]']);
  assert.deepEqual(lines.slice(-3, -1), ['a.B abcd true', 'ab']);
  assert.match(lines.at(-1) ?? '', /^readTOML: Invalid TOML document/);
});

test('a POM: what it says, what Maven means where it says nothing, and what a script changes', async (t) => {
  const pom = `<?xml version="1.0" encoding="UTF-8"?>
<!-- lost, as in Jenkins -->
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent><groupId>org.shop</groupId><artifactId>parent</artifactId><version>3.1</version></parent>
  <artifactId>cart</artifactId>
  <name>Cart &amp; more</name>
  <modules><module>core</module><module>web</module></modules>
  <properties><java.version>21</java.version></properties>
  <dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId><version>\${b}</version></dependency></dependencies>
  <build><plugins><plugin><artifactId>p</artifactId><configuration combine.self="override"><arg>1</arg><arg>2</arg></configuration></plugin></plugins></build>
</project>`;
  const steps = `script {
    def pom = readMavenPom file: 'a/pom.xml'
    echo "\${pom.version ?: pom.parent.version} \${pom.packaging} \${pom.name} \${pom.getArtifactId()} \${pom.modules.size()}"
    echo "\${pom.properties['java.version']} \${pom.dependencies[0].type} \${pom.dependencies.find { it.artifactId == 'b' }.groupId} \${pom.licenses.size()}"
    echo "\${pom.id}"
    pom.version = '3.2'; pom.setPackaging('war'); pom.addProperty('x', '<1>'); pom.modules.add('more'); pom.parent.version = '3.2'
    writeMavenPom model: pom, file: 'b/pom.xml'
    echo readFile('b/pom.xml')
    try { writeMavenPom model: [version: '1'] } catch (e) { echo e.message }
    try { readMavenPom file: 'x.json' } catch (e) { echo e.message } }`;
  const { request } = await bench(t, {
    Jenkinsfile: pipeline(stage(steps)),
    'a/pom.xml': pom.replaceAll('\\$', '$'),
    'x.json': '<settings/>',
  });
  const events = await run(request);
  assert.equal(finished(events).error, undefined);
  const lines = log(events);
  assert.deepEqual(lines.slice(0, 3), ['3.1 jar Cart & more cart 2', '21 jar a 0', 'org.shop:cart:jar:3.1']);
  const text = lines.slice(3, -2).join('\n');
  for (const part of [
    '  <artifactId>cart</artifactId>\n  <name>Cart &amp; more</name>',
    '    <module>web</module>\n    <module>more</module>',
    '    <java.version>21</java.version>\n    <x>&lt;1&gt;</x>',
    '<configuration combine.self="override">\n          <arg>1</arg>\n          <arg>2</arg>',
    '  <version>3.2</version>\n  <packaging>war</packaging>\n</project>',
  ])
    assert.ok(text.includes(part), text);
  assert.doesNotMatch(text, /licenses|lost/);
  assert.deepEqual(lines.slice(-2), [
    'writeMavenPom takes what readMavenPom gave',
    'x.json is not a POM: its root is not <project>',
  ]);
});

test('readTrusted has the file of the commit, needs no node, and stays in the repository', async (t) => {
  const source = `pipeline {
    agent none
    stages { stage('A') { steps {
      echo readTrusted('conf/a.txt')
      node('') { checkout scm; writeFile file: 'conf/a.txt', text: 'changed'; echo readTrusted('./conf/a.txt') }
      readTrusted '../../etc/passwd'
    } } }
  }`;
  const { request } = await bench(t, { Jenkinsfile: source, 'conf/a.txt': 'as committed' });
  const events = await run(request);
  assert.deepEqual(
    log(events).filter((line) => line === 'as committed'),
    ['as committed', 'as committed'],
  );
  assert.match(finished(events).error?.message ?? '', /the commit has no file \.\.\/\.\.\/etc\/passwd/);
});

test('archive keeps files, unarchive brings them back, alone or below a folder', async (t) => {
  const steps = `sh '#!/bin/sh\\nmkdir -p out/deep; echo 1 >out/a.bin; echo 2 >out/deep/b.bin; echo no >out/c.txt'
    archive includes: 'out/**', excludes: '**/*.txt'
    archive 'nothing/*'
    deleteDir()
    unarchive mapping: ['out/a.bin': 'alone.bin', '**/*.bin': 'back']
    sh '#!/bin/sh\\nfind . -type f | sort'
    unarchive mapping: ['none': '.']`;
  const { request, stateDir } = await bench(t, { Jenkinsfile: pipeline(stage(steps)) });
  const events = await run(request);
  assert.deepEqual(log(events).slice(-3), ['./alone.bin', './back/out/a.bin', './back/out/deep/b.bin']);
  assert.equal(
    finished(events).error?.message,
    'unarchive: this build has archived nothing that matches none',
  );
  assert.equal(await readFile(join(stateDir, 'builds/job/1/artifacts/out/deep/b.bin'), 'utf8'), '2\n');
});
