import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authorizedKeyOf, keyIn } from '../resources/user.ts';
import { authorizedKey } from './deploy-key.ts';

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINsEOTzLu93D someone';

describe('a line of authorized_keys', () => {
  test('allows the sockets, the addresses of one application, and the loopback', () => {
    const line = authorizedKey('shop', `${key}\n`);
    assert.match(line, /^restrict,port-forwarding,permitopen="\[\/var\/run\/docker\.sock\]:\*",/);
    assert.equal(line.match(/permitopen="10\.213\.\d+\.\d+:\*"/g)?.length, 80);
    assert.match(
      line,
      /,permitlisten="127\.0\.0\.1:\*",command="\/usr\/local\/lib\/plab\/deployment" ssh-ed25519 /,
    );
    assert.ok(line.endsWith(' someone'));
  });

  test('takes the place of one with the same key; others stay', () => {
    const line = authorizedKey('shop', key);
    const { desired } = authorizedKeyOf('deploy', line);
    const other = 'ssh-rsa AAAAB3Nza other';
    assert.deepEqual(desired([]), ['644 root:root', line]);
    assert.deepEqual(desired(['600 deploy:deploy', key, other]), ['644 root:root', other, line]);
    assert.deepEqual(desired(['644 root:root', line, other]), ['644 root:root', line, other]);
  });

  test('of another application of the same host and key is joined with it', () => {
    const [shop, blog] = [authorizedKey('shop', key), authorizedKey('blog', key)];
    const both = authorizedKeyOf('deploy', blog).desired(['644 root:root', shop]);
    assert.equal(both.length, 2);
    const targets = new Set(both[1]?.match(/permitopen="[^"]*"/g));
    assert.equal(targets.size, 163);
    for (const line of [shop, blog]) assert.deepEqual(authorizedKeyOf('deploy', line).desired(both), both);
  });

  test('its key is found behind options that have spaces', () => {
    assert.equal(keyIn('command="ssh rsa x",restrict ssh-rsa AAAAB3Nza me'), 'AAAAB3Nza');
    assert.equal(keyIn('# a comment'), undefined);
  });
});
