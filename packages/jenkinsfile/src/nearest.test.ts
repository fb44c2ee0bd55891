import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestName } from './nearest.ts';

for (const [word, expected] of [
  ['shh', 'sh'],
  ['ehco', 'echo'],
  ['Junit', 'junit'],
  ['archiveArtifact', 'archiveArtifacts'],
  ['kubernetes', undefined],
  ['', undefined],
] as const) {
  test(`nearest to “${word}”`, () => {
    assert.equal(nearestName(word, ['sh', 'echo', 'junit', 'archiveArtifacts']), expected);
  });
}
