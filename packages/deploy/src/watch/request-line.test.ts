import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRequestLine } from './request-line.ts';

test('each line that HAProxy writes for a request of a release', () => {
  const at = 1_795_566_983_190;
  for (const [line, expected] of [
    ['r-0a1 200 12 0 -- 1795566983.190', { status: 200, answerMs: 12, refusals: 0, cutBy: undefined }],
    ['r-0a1 500 3 0 -- 1795566983.190', { status: 500, answerMs: 3, refusals: 0, cutBy: undefined }],
    ['r-0a1 200 3 +1 -- 1795566983.190', { status: 200, answerMs: 3, refusals: 1, cutBy: undefined }],
    ['r-0a1 503 -1 3 SC 1795566983.190', { status: 503, answerMs: undefined, refusals: 4, cutBy: 'release' }],
    ['r-0a1 502 -1 0 SH 1795566983.190', { status: 502, answerMs: undefined, refusals: 0, cutBy: 'release' }],
    ['r-0a1 504 -1 0 sH 1795566983.190', { status: 504, answerMs: undefined, refusals: 0, cutBy: 'release' }],
    ['r-0a1 200 3 0 SD 1795566983.190', { status: 200, answerMs: 3, refusals: 0, cutBy: 'release' }],
    ['r-0a1-2 200 12 0 -- 1795566983.190', { status: 200, answerMs: 12, refusals: 0, cutBy: undefined }],
    ['r-0a1 -1 -1 0 CH 1795566983.190', { status: -1, answerMs: undefined, refusals: 0, cutBy: 'client' }],
  ] as const)
    assert.deepEqual(parseRequestLine(line), { release: '0a1', at, ...expected }, line);
});

test('lines that are no request of a release', () => {
  for (const line of [
    '',
    '<NOSRV> 400 -1 0 PR 1795566983.190',
    'No such event sink',
    'r-0a1 200 12 0 -- 17955',
  ])
    assert.equal(parseRequestLine(line), undefined, line);
});
