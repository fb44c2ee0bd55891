import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plabFileJsonSchema, plabFileSchema } from './plab-schema.ts';

interface MetricsSchema {
  readonly properties: {
    readonly metrics: { readonly properties: { readonly push: { readonly pattern?: string } } };
  };
}

test('the JSON Schema refuses the addresses of a Pushgateway that the parser refuses', () => {
  const { properties } = plabFileJsonSchema() as unknown as MetricsSchema;
  const { pattern } = properties.metrics.properties.push;
  assert.ok(pattern);
  for (const [push, isGood] of [
    ['http://a', true],
    ['https://a:9091/b@c', true],
    ['ftp://a', false],
    ['https://me:word@a', false],
    ['https://me:word@a/b', false],
  ] as const) {
    assert.equal(plabFileSchema.safeParse({ metrics: { push } }).success, isGood, push);
    assert.equal(new RegExp(pattern).test(push), isGood, push);
  }
  const problems = plabFileSchema.safeParse({ metrics: { push: 'nonsense' } }).error?.issues ?? [];
  assert.equal(problems.length, 1);
});
