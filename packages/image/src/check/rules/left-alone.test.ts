import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkDockerfile } from '../check-dockerfile.ts';

function found(source: string, hasIgnoreFile = false): string[] {
  return checkDockerfile(source, { hasIgnoreFile }).map(({ rule }) => rule);
}

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
    ['secret-text', 'FROM a:1\nRUN sh -c "curl -u \'$A:$B\' https://example.com"\n'],
    ['copied-secret', 'FROM a:1\nCOPY signing-pub.key /x/\nCOPY vendor.key /etc/apt/keyrings/\n'],
    ['copied-secret', 'FROM a:1\nCOPY a.key /usr/share/keyrings/a.key\nCOPY key.pem /etc/ssl/certs/\n'],
    ['DL1000', 'FROM a:1\nADD <<EOF /a\nb c\nEOF\nADD --chown=1 <<-"EOF" /a\nb c\nEOF\n'],
    ['DL3021', 'FROM a:1\nADD <<EOF /a\nb c\nEOF\nADD --chown=1 <<EOF /a\nb c\nEOF\n'],
    ['DL3020', 'FROM a:1\nADD <<EOF /a\nb c\nEOF\nADD --chown=1 <<EOF /a\nb c\nEOF\n'],
    ['DL3044', 'FROM a:1\nARG VERSION=1\nENV VERSION=$VERSION URL=https://x/$VERSION\n'],
    ['DL3044', 'FROM a:1\nENV A=1\nENV A=2 B=$A\n'],
    ['DL3044', 'FROM a:1\nENV PATH=/a:$PATH FOO=$PATH/x\n'],
    ['DL3044', "FROM a:1\nENV A=1 B='$A' C=\\$A\n"],
    ['DL3044', 'FROM a:1\nENV LIBS=/a:$LIBS FOO=$LIBS\n'],
    ['DL3011', 'FROM a:1\nEXPOSE $PORT99999 ${P}80000 "80/udp"\n'],
    ['DL3022', 'FROM a:1\nCOPY --from=0 /a /a\n'],
    [
      'update-alone',
      'FROM a:1\nRUN apt-get update \\\n  && cat <<EOF >/x \\\n  && apt-get install -y a\nb\nEOF\n',
    ],
    [
      'DL3009',
      'FROM a:1\nRUN apt-get update \\\n  # c\n  && cat <<EOF >/x && rm -rf /var/lib/apt/lists/*\nb\nEOF\n',
    ],
    ['DL3004', 'FROM a:1\nRUN <<EOF python3\nsudo x\nEOF\nRUN <<"EOF" cat > /x\nsudo x\nEOF\n'],
    ['DL3004', 'FROM a:1\nRUN ["python3", "-c", "sudo x"]\n'],
    ['DL4006', 'FROM a:1\nRUN ["bash", "-o", "pipefail", "-c", "a | b"]\n'],
    ['DL3001', 'FROM a:1\nRUN systemctl enable nginx\nRUN --mount=type=ssh ssh host true\n'],
    ['DL3046', 'FROM a:1\nRUN useradd -mlu 1000000 a && useradd -g 1000000 -u 10 b\n'],
    [
      'DL3013',
      'FROM a:1\nRUN pip install -Ur r.txt && pip install -qqr r.txt --no-binary :all: --timeout 100 --retries 5 src/ wheels/*\n',
    ],
    [
      'DL3016',
      'FROM a:1\nRUN npm i --only production --include dev --location global -C app --fetch-retries 5 --jobs 4 my-local-dir/\n',
    ],
    ['DL3016', 'FROM a:1\nRUN npm i --some-new-option 4\n'],
    ['no-verification', 'FROM a:1\nRUN curl -Lokubectl https://example.com && curl -H "X: -k y" https://a\n'],
    ['no-verification', 'FROM a:1\nRUN echo GIT_SSL_NO_VERIFY=1\n'],
    ['secret-text', 'FROM a:1\nRUN SECRET_KEY=dummy python manage.py collectstatic\n'],
    ['secret-text', 'FROM a:1\nRUN SECRET_KEY="build-only" A_TOKEN=xxxx ./x && export TOKEN=changeme; y\n'],
    ['secret-text', 'FROM a:1\nRUN echo "Usage: TOKEN=abc ./x" && printf \'%s A TOKEN=abc\' b\n'],
    ['secret-text', 'FROM a:1\nRUN cat <<EOF > .env.example\nTOKEN=abc\nEOF\n'],
    ['secret-text', 'FROM a:1\nRUN cat > .env.example \\\n  <<EOF\nTOKEN=abc\nEOF\n'],
    ['secret-text', 'FROM a:1\nRUN <<EOF cat > /x\nTOKEN=abc\nEOF\n'],
    ['secret-text', 'FROM a:1\nRUN <<EOF\ncat > run.sh <<X\nTOKEN=abc\nX\nEOF\n'],
    ['secret-text', 'FROM a:1\nRUN python3 <<EOF\nprint("Usage: TOKEN=abc")\nEOF\n'],
    ['secret-text', 'FROM a:1\nRUN ["sh", "-c", "TOKEN=\\"$X\\" npm ci"]\n'],
    ['copied-secret', 'FROM a:1\nCOPY public.pem apt.asc keys.js /x/\nCOPY <<EOF /app/a.env.md\nA\nEOF\n'],
  ] as const)
    test(`${id}: ${source.split('\n').slice(1).join('; ')}`, () => assert.ok(!found(source).includes(id)));

  test('copy-all: an ignore file', () => {
    assert.ok(!found('FROM a:1\nCOPY . /app\n', true).includes('copy-all'));
  });
});
