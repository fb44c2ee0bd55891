import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stepOf } from './history.ts';

describe('a step of the history', () => {
  for (const [createdBy, values, instruction, isRun] of [
    ['/bin/sh -c #(nop)  CMD ["node"]', '', 'CMD ["node"]', false],
    ['/bin/sh -c npm ci', '', 'RUN npm ci', true],
    ['RUN /bin/sh -c npm ci # buildkit', '', 'RUN npm ci ', true],
    ['|1 A=b /bin/sh -c npm ci', 'A=b', 'RUN npm ci', true],
    ['RUN |2 A=b c D=e /bin/bash -o pipefail -c npm ci', 'A=b c D=e', 'RUN npm ci', true],
    ['|1 A=b /bin/ash -eo pipefail -c npm ci', 'A=b', 'RUN npm ci', true],
    ['RUN |1 A=b npm ci # buildkit', 'A=b ', 'RUN npm ci ', true],
    ['COPY a /a # buildkit', '', 'COPY a /a ', false],
    ['', '', '', false],
  ] as const)
    test(createdBy, () => assert.deepEqual(stepOf(createdBy), { values, instruction, isRun }));
});

test('a long text takes no more time than others', () => {
  const before = process.cpuUsage();
  for (const part of [' ', 'sh ', '-sh ', 'A=b ', 'sh']) stepOf(`|1 ${part.repeat(50_000)}`);
  const { user, system } = process.cpuUsage(before);
  assert.ok(user + system < 4_000_000);
});
