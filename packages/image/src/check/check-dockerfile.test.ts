import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkDockerfile } from './check-dockerfile.ts';
import { dockerfileRules } from './registry.ts';
import { maskSecrets } from './secrets.ts';

function found(source: string, options: Partial<Parameters<typeof checkDockerfile>[1]> = {}): string[] {
  return checkDockerfile(source, { hasIgnoreFile: false, ...options }).map(({ rule }) => rule);
}

const whole = (part: string): string => (/^FROM /m.test(part) ? part : `FROM debian:12.11-slim\n${part}`);

describe('each rule finds its bad example and leaves the good one alone', () => {
  for (const { id, severity, bad, good } of dockerfileRules) {
    test(id, () => {
      const findings = checkDockerfile(whole(bad), { hasIgnoreFile: false }).filter(
        ({ rule }) => rule === id,
      );
      assert.ok(findings.length > 0, bad);
      for (const finding of findings) {
        assert.equal(finding.severity, severity);
        assert.ok(finding.end > finding.offset && finding.end <= whole(bad).length);
      }
      assert.ok(!found(whole(good)).includes(id), good);
    });
  }
});

describe('more that a rule finds', () => {
  for (const [id, source] of [
    ['DL3002', 'FROM a:1 AS b\nUSER 0:0\nFROM b\n'],
    ['DL3006', 'ARG BASE=debian\nFROM $BASE\n'],
    ['DL3006', 'FROM localhost:5000/app\n'],
    ['DL3009', 'FROM a:1\nRUN apt-get -y update\nRUN rm -rf /var/lib/apt/lists/*\n'],
    ['DL3020', 'FROM a:1\nADD --chown=1 ["a", "/b"]\n'],
    ['DL3025', 'FROM a:1\nENTRYPOINT exec node\n'],
    ['DL3027', 'FROM a:1\nRUN <<EOF\nset -e\napt update\nEOF\n'],
    ['DL4006', 'FROM a:1\nRUN set -e; a | b\n'],
    ['pipe-to-shell', 'FROM a:1\nRUN wget -qO- https://example.com | tee log | sudo /bin/bash -s\n'],
    ['chmod-777', 'FROM a:1\nRUN install x && chmod a+rwx /x\n'],
    ['setuid-bit', 'FROM a:1\nRUN chmod 4755 /x\n'],
    ['copy-all', 'FROM a:1\nCOPY ["./", "/app"]\n'],
    ['secret-variable', 'FROM a:1\nENV DB_PASSWORD=hunter2 A=b\n'],
    [
      'secret-text',
      `FROM a:1\nRUN curl -H "Authorization: token ghp_${'a1B2'.repeat(9)}" https://example.com\n`,
    ],
    ['copied-secret', 'FROM a:1\nCOPY keys/id_ed25519 /root/.ssh/\n'],
    ['expose-ssh', 'FROM a:1\nEXPOSE 80 22/tcp\n'],
    ['DL1000', 'FROM a:1\nENV\n'],
    ['DL1000', 'FROM a:1\nCOPY a\n'],
    ['DL1000', 'FROM a:1\nSHELL bash\n'],
    ['DL3061', 'ARG A\n'],
    ['DL3061', ''],
    ['DL3004', 'FROM a:1\nONBUILD RUN sudo true\n'],
    ['DL3004', 'FROM a:1\nRUN ["sudo", "true"]\n'],
    ['DL3004', 'FROM a:1\nRUN X=$(sudo id -u)\n'],
    ['DL3013', 'FROM a:1\nRUN python3 -m pip install x\n'],
    ['DL3021', 'FROM a:1\nCOPY ["a", "b", "/c"]\n'],
    ['DL3022', 'FROM a:1\nCOPY --from=3 /a /a\n'],
    ['DL3023', 'FROM a:1 AS b\nCOPY --from=0 /a /a\n'],
    ['DL3025', "FROM a:1\nCMD ['node', 'a.js']\n"],
    ['DL3043', 'FROM a:1\nONBUILD FROM b:1\n'],
    ['DL4006', 'FROM a:1\nRUN X=$(a | b)\n'],
    ['pipe-to-shell', 'FROM a:1\nRUN curl https://example.com | sudo -E bash -\n'],
    ['pipe-to-shell', 'FROM a:1\nRUN bash -c "$(curl https://example.com)"\n'],
    ['pipe-to-shell', 'FROM a:1\nRUN eval "`wget -qO- https://example.com`"\n'],
    ['pipe-to-shell', 'FROM a:1\nRUN bash <(curl https://example.com)\n'],
    ['chmod-777', 'FROM a:1\nRUN chmod 0666 /x\n'],
    ['chmod-777', 'FROM a:1\nRUN chmod u+x,o+w /x\n'],
    ['chmod-777', 'FROM a:1\nCOPY --chmod=0777 a /b\n'],
    ['setuid-bit', 'FROM a:1\nADD --chmod=4755 a /b\n'],
    ['setuid-bit', 'FROM a:1\nRUN install -o root -m 4755 a /b\n'],
    ['no-verification', 'FROM a:1\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n'],
    ['no-verification', 'FROM a:1\nRUN git config --global http.sslVerify false\n'],
    ['secret-variable', 'FROM a:1\nONBUILD ENV DB_PASSWORD=hunter22\n'],
    ['secret-variable', 'FROM a:1\nLABEL registry.password=hunter22\n'],
    ['secret-text', 'FROM a:1\nRUN export NPM_TOKEN=hunter22 && npm ci\n'],
    ['secret-text', 'FROM a:1\nRUN PGPASSWORD="hunter22" psql\n'],
    ['secret-text', 'FROM a:1\nRUN curl --user admin:hunter22 https://example.com\n'],
    [
      'secret-text',
      `FROM a:1\nRUN curl -H 'Authorization: Bearer ${'a1B2'.repeat(9)}' https://example.com\n`,
    ],
    ['secret-text', "FROM a:1\nRUN echo 'root:hunter22' | chpasswd\n"],
    ['copied-secret', 'FROM a:1\nCOPY .npmrc /root/\n'],
    ['copied-secret', 'FROM a:1\nCOPY tls/server.key /etc/\n'],
    ['copied-secret', 'FROM a:1\nCOPY <<EOF /app/.env\nA=b\nEOF\n'],
  ] as const)
    test(`${id}: ${source.split('\n')[1]}`, () => assert.ok(found(source).includes(id)));
});

describe('more that a rule leaves alone', () => {
  for (const [id, source] of [
    ['DL3002', 'FROM a:1 AS b\nUSER root\nFROM a:1\nUSER 1\n'],
    ['DL3003', 'FROM a:1\nRUN (cd /x && make)\n'],
    ['DL3003', 'FROM a:1\nRUN case $X in a) Y=1 ;; esac; (cd /x && make)\n'],
    ['DL3006', 'ARG BASE\nFROM $BASE\n'],
    ['DL3006', 'FROM a:1 AS build\nFROM build\nFROM scratch\n'],
    ['DL3007', `FROM a:latest@sha256:${'a'.repeat(64)}\n`],
    ['DL3008', 'FROM a:1\nRUN apt-get install -y ./x.deb $LIST curl=1\n'],
    ['DL3009', 'FROM a:1\nRUN --mount=type=cache,target=/var/lib/apt/lists apt-get update\n'],
    ['DL3014', 'FROM a:1\nRUN apt-get -qqy install curl\n'],
    ['DL3020', 'FROM a:1\nADD https://example.com/x /x\nADD x.tar.gz /\n'],
    ['DL3042', 'FROM a:1\nENV PIP_NO_CACHE_DIR=1\nRUN pip install x\n'],
    ['DL3057', 'FROM a:1\nHEALTHCHECK NONE\n'],
    ['DL3059', 'FROM a:1\nRUN a\nRUN --mount=type=cache,target=/x b\n'],
    ['DL4006', 'FROM a:1\nRUN a "x | y" || b\n'],
    ['DL4006', 'FROM a:1 AS b\nSHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nFROM b\nRUN a | b\n'],
    ['chmod-777', 'FROM a:1\nRUN chmod 0755 /x\n'],
    ['setuid-bit', 'FROM a:1\nRUN chmod a-s /x && chmod 1777 /tmp && chmod 2775 /srv && chmod g+s /srv\n'],
    ['copy-all', 'FROM a:1\nCOPY --from=build . /app\n'],
    ['secret-variable', 'FROM a:1\nENV DB_PASSWORD_FILE=/run/secrets/x TOKEN=""\n'],
    ['secret-text', 'FROM a:1\nRUN git clone https://me:$TOKEN@example.com/x\n'],
    ['no-user', 'FROM a:1 AS b\nUSER 1\nFROM b\n'],
    ['numeric-user', 'FROM a:1\nARG ID\nUSER $ID\n'],
    ['DL1000', 'FROM a:1\nRUN <<EOF\na\nEOF\nCOPY <<EOF /a\nb\nEOF\n'],
    ['DL1000', 'FROM a:1\nENTRYPOINT []\n'],
    ['DL3011', 'FROM a:1\nEXPOSE 8000-9000/tcp $PORT\n'],
    ['DL3013', 'FROM a:1\nRUN pip install -r r.txt . ./x $X git+https://example.com/x a==1\n'],
    ['DL3016', 'FROM a:1\nRUN npm install && npm i -g @a/b@1 ./c --registry https://example.com d@2\n'],
    ['DL3018', 'FROM a:1\nRUN apk add -t .deps a=1 && apk add --virtual .x b~=2\n'],
    ['DL3021', 'FROM a:1\nCOPY a b /c/\nCOPY ["a", "b", "."]\nCOPY a b $C\n'],
    [
      'DL3022',
      'FROM a:1 AS b\nFROM a:1\nCOPY --from=B /a /a\nCOPY --from=0 /a /a\nCOPY --from=nginx:1 /a /a\n',
    ],
    ['DL3044', 'FROM a:1\nENV PATH=/x:$PATH A=\\$PATHS\n'],
    ['DL3045', 'FROM a:1\nCOPY <<EOF /a\nb\nEOF\nCOPY <<EOF \\\n /c/\nd\nEOF\n'],
    ['DL3045', 'FROM a:1 AS b\nWORKDIR /x\nFROM b\nCOPY a .\n'],
    ['DL3046', 'FROM a:1\nRUN useradd -u 10001 app && useradd -lu 1000000 b\n'],
    ['DL4001', 'FROM a:1 AS b\nRUN curl x\nFROM a:1\nRUN wget x\n'],
    ['add-download', 'FROM a:1\nADD https://example.com/a.git#v1 /x\n'],
    [
      'chmod-777',
      'FROM a:1\nRUN chmod 1777 /tmp && chmod +rwx /x && chmod g+w /y && chmod 0644 /z && chmod u=rwx,o= /a\n',
    ],
    ['no-verification', 'FROM a:1\nRUN curl -fsSLo /x --key k https://example.com\n'],
    [
      'secret-text',
      'FROM a:1\nRUN NPM_TOKEN=$(cat /run/secrets/npm) A_TOKEN="$X" B_TOKEN= TOKEN_FILE=/x npm ci\n',
    ],
    [
      'secret-text',
      'FROM a:1\nRUN curl -u "$USER:$PASS" -H "Authorization: Bearer $TOKEN" https://example.com\n',
    ],
    ['secret-variable', 'FROM a:1\nLABEL org.opencontainers.image.title=token\n'],
    ['copied-secret', 'FROM a:1\nCOPY public.pem apt.asc keys.js /x/\nCOPY <<EOF /app/a.env.md\nA\nEOF\n'],
  ] as const)
    test(`${id}: ${source.split('\n').slice(1).join('; ')}`, () => assert.ok(!found(source).includes(id)));

  test('copy-all: an ignore file', () => {
    assert.ok(!found('FROM a:1\nCOPY . /app\n', { hasIgnoreFile: true }).includes('copy-all'));
  });
});

test('the stage that is built decides, not the last one', () => {
  const source = 'FROM a:1 AS app\nUSER 1\nFROM app AS debug\nUSER root\n';
  assert.ok(found(source).includes('DL3002'));
  assert.ok(!found(source, { target: 'App' }).includes('DL3002'));
});

describe('comments that silence', () => {
  const run = 'RUN cd /x && sudo y';
  for (const [what, source, rules] of [
    ['one rule', `FROM a:1\n# hadolint ignore=DL3003\n${run}\n`, ['DL3004']],
    ['several', `FROM a:1\n# hadolint ignore=DL3003, DL3004\n${run}\n`, []],
    ['several comments', `FROM a:1\n# hadolint ignore=DL3003\n# hadolint ignore=DL3004\n${run}\n`, []],
    [
      'the next instruction only',
      `FROM a:1\n# hadolint ignore=DL3003\nWORKDIR /\n${run}\n`,
      ['DL3003', 'DL3004'],
    ],
    ['the file', `# hadolint global ignore=DL3003\nFROM a:1\n${run}\n${run}\n`, ['DL3004', 'DL3004']],
  ] as const) {
    test(what, () => {
      assert.deepEqual(
        found(source).filter((rule) => rule === 'DL3003' || rule === 'DL3004'),
        rules,
      );
    });
  }
});

test('what ONBUILD may not trigger is told once, where it is', () => {
  const source = 'FROM a:1\nONBUILD ONBUILD RUN a\nONBUILD FROM b\nONBUILD COPY a /b\n';
  const findings = checkDockerfile(source, { hasIgnoreFile: true }).filter(({ rule }) => rule === 'DL3043');
  assert.deepEqual(
    findings.map(({ offset }) => source.slice(0, offset).split('\n').length),
    [2, 3],
  );
});

test('ids are there once', () => {
  const ids = dockerfileRules.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test('findings name the place and never a secret', () => {
  const source = 'FROM a:1\nRUN echo "https://me:hunter22@example.com"\nENV TOKEN=hunter22\n';
  const findings = checkDockerfile(source, { hasIgnoreFile: true });
  assert.doesNotMatch(JSON.stringify(findings), /hunter22/);
  const variable = findings.find(({ rule }) => rule === 'secret-variable');
  assert.equal(source.slice(variable?.offset, variable?.end), 'TOKEN=hunter22');
});

const instructions = 'FROM |RUN |COPY |ADD |ENV |ARG |USER |CMD |HEALTHCHECK |ONBUILD |SHELL '.split('|');
const words =
  'a:1, AS b,$X,${X:-,cd ,--from=b ,apt-get install ,chmod +s ,curl ,TOKEN=x ,https://a:bcd@e '.split(',');
const signs = '} " \' ( ) | && ; [ ] ` < > \\ \0 \u{1F600}'.split(' ');
const lines = [
  '# escape=`\n',
  '# hadolint ignore=DL3003\n',
  '\\\n',
  '`\n',
  '\r\n',
  '\n',
  ' ',
  '<<EOF\n',
  'EOF\n',
];
const pieces = [instructions, words, signs, lines, ['["sh", "-c", "']].flat();

test('whatever the text is, nothing is thrown and every finding has a place in it', () => {
  const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, (source) => {
      for (const { offset, end } of checkDockerfile(source, { hasIgnoreFile: false }))
        assert.ok(0 <= offset && offset <= end && end <= source.length);
      assert.equal(maskSecrets(source).length, source.length);
    }),
    { numRuns: 2000 },
  );
});
