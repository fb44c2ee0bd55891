import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { destinationOf, parseDeployFile } from '@pipeline-lab/deploy';
import { faultLines, faultNamed } from './faults.ts';
import { diskFor, requireFitting } from './fitting.ts';

const file = parseDeployFile('app: shop\ndestinations: { production: { hosts: [a] } }', 'deploy.yml');
const { destination } = destinationOf(file, 'production');
const chosen = { name: 'production', destination };

describe('a fault', () => {
  test('is found by its name, and an effect by its number', () => {
    assert.equal(faultNamed('link-cut').serves, 'old');
    const { effect, serves, about } = faultNamed('effect:19');
    assert.deepEqual([effect, serves], [19, 'either']);
    assert.match(about, /number 19/);
  });

  test('that is none is wrong usage, and the names are told', () => {
    for (const name of ['earthquake', 'effect:0', 'effect:N', 'list '])
      assert.throws(() => faultNamed(name), { code: 'PLAB_USAGE', hint: /none, deployer-killed.*effect:N/ });
  });

  test('has one line in the list', () => {
    assert.ok(faultLines.every(([, about]) => !about.includes('\n')));
  });
});

describe('a destination', () => {
  test('with one host cannot lose one, unless more lab hosts are made', () => {
    assert.throws(() => requireFitting(chosen, faultNamed('host-lost'), 1), {
      code: 'PLAB_USAGE',
      hint: /--hosts 2/,
    });
    requireFitting(chosen, faultNamed('host-lost'), 2);
  });

  test('of Docker Swarm is refused, and says why', () => {
    const swarm = { ...chosen, destination: { ...destination, engine: 'swarm' } } as const;
    assert.throws(() => requireFitting(swarm, faultNamed('none'), 1), {
      code: 'PLAB_USAGE',
      message: /Docker Swarm/,
    });
  });
});

test('a disk in memory has room for both images twice, and is not made where memory is short', () => {
  assert.ok(diskFor(100e6, 50e6, 10e9) > 300e6);
  assert.throws(() => diskFor(1e9, 1e9, 2e9), { code: 'PLAB_REHEARSE_MEMORY', message: /\d MB/ });
});
