import assert from 'node:assert/strict';
import { test } from 'node:test';
import { between, checksIn } from './nodes.ts';

const health = { path: '/health', status: 200 };
const a = { name: 'n-a', address: '10.0.0.1:20001' };
const b = { name: 'n-b', address: '10.0.0.2:20001' };

test('while both releases serve, the proxy has the nodes of both', () => {
  const wanted = { servers: [{ ...a, address: '10.0.0.1:20002' }], health };
  assert.deepEqual(between({ servers: [a], health }, wanted), {
    servers: [...wanted.servers, { name: 'n-a-before', address: a.address }],
    health,
  });
});

test('a health path that only one release answers is asked by neither', () => {
  const wanted = { servers: [a, b], health: { path: '/ready', status: 200 } };
  assert.deepEqual(between({ servers: [a, b], health }, wanted), { servers: [a, b] });
});

test('nothing differs, so that nothing is reloaded', () => {
  const nodes = { servers: [a, b], health };
  assert.equal(JSON.stringify(between(nodes, nodes)), JSON.stringify(nodes));
  assert.equal(between(undefined, nodes), nodes);
});

test('the checks of one backend are read by the names of the columns', () => {
  const answer = `# pxname,svname,qcur,status,check_status,check_code
shop,n-a,0,UP,L7OK,200
shop,n-b,0,DOWN,L4CON,
blog,n-a,0,UP,L7OK,200
`;
  assert.deepEqual(checksIn(answer, 'shop'), [
    { server: 'n-a', status: 'UP', check: 'L7OK/200' },
    { server: 'n-b', status: 'DOWN', check: 'L4CON' },
  ]);
});
