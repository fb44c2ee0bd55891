import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { bench, finished, pipeline, run, stage } from './build.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../docs/build-event.schema.json', import.meta.url), 'utf8'),
) as {
  readonly $defs: Readonly<Record<string, { readonly properties?: { readonly type?: { const?: string } } }>>;
};

test('every event of a build is what the published schema says, and every kind of event occurs', async (t) => {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(schema);
  const xml = '<testsuite name="s"><testcase name="a"><failure message="no"/></testcase></testsuite>';
  const source = pipeline(
    [
      stage(
        "junit '*.xml'\n recordCoverage(tools: [[parser: 'LCOV', pattern: 'lcov.info']])\n archiveArtifacts '*.xml'\n recordIssues(tools: [gcc()])\n build 'other'\n unknownStep()",
      ),
      stage(
        "echo 'x'",
        'I',
        "input { message 'Go?'\n parameters { choice(name: 'C', choices: ['a', 'b']) } }",
      ),
      `stage('P') { parallel { ${stage("timestamps { sh 'echo out; echo err >&2' }", 'x')}\n ${stage("echo 'y'", 'y', "when { branch 'no' }")} } }`,
      stage("script { currentBuild.description = 'told'\n error 'end' }", 'E'),
    ].join('\n'),
  );
  const { request } = await bench(t, {
    Jenkinsfile: source,
    'r.xml': xml,
    other: pipeline(stage("echo 'here'")),
    'lcov.info': 'SF:a\nLF:1\nLH:1\n',
  });
  const jobs = { other: { jenkinsfile: 'other' } };
  const causes = [{ kind: 'UserIdCause', description: 'Started by user bob', user: 'bob' }];
  const events = await run({ ...request, causes, answers: { '*': 'a' }, jobs, unknownStep: 'warn' });
  const soft = pipeline(stage("catchError(buildResult: 'UNSTABLE') { error 'soft' }"));
  const caught = await run((await bench(t, { Jenkinsfile: soft })).request);
  assert.equal(finished(caught).error?.caught, true);
  for (const event of [...events, ...caught])
    assert.ok(validate(event), `${JSON.stringify(event)}\n${ajv.errorsText(validate.errors)}`);
  const kinds = Object.values(schema.$defs).flatMap(({ properties }) => properties?.type?.const ?? []);
  const seen = new Set<string>(events.map(({ type }) => type));
  assert.deepEqual(
    kinds.filter((kind) => !seen.has(kind)),
    [],
  );
});
