import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publicAddress } from './commit.ts';

test('the address of a repository is told without who asks for it, and that of a folder not at all', () => {
  const cases = [
    ['https://user:token@example.com/team/app.git', 'https://example.com/team/app.git'],
    ['https://example.com/team/app', 'https://example.com/team/app'],
    ['ssh://git@example.com:2222/team/app.git', 'ssh://example.com:2222/team/app.git'],
    ['git@example.com:team/app.git', 'git@example.com:team/app.git'],
    ['/srv/git/app.git', undefined],
    ['../app', undefined],
    ['file:///srv/git/app.git', undefined],
    ['', undefined],
  ] as const;
  for (const [remote, told] of cases) assert.equal(publicAddress(remote), told, remote);
});
