import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutSecrets } from './hide-secrets.ts';

const variables = {
  Env: ['PORT=5000', 'TOKEN=abcdef', 'KEY=abcdefghi', 'PIN=12', 'URL=a=b=c'],
  Labels: { 'plab.secrets': 'TOKEN,KEY,PIN,URL' },
};

test('the values of secret variables are hidden, whole and each, the others are not', () => {
  assert.equal(
    withoutSecrets(variables, 'PORT 5000, abcdefghi, abcdef!, 12, a=b=c, abcdef'),
    'PORT 5000, ****, ****!, 12, ****, ****',
  );
});

test('a container without secret variables hides nothing', () => {
  assert.equal(withoutSecrets({ Env: ['A=value'], Labels: {} }, 'a value'), 'a value');
});
