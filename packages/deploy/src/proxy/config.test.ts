import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { foreignUse, renderConfig } from './config.ts';

const stock = 'global\n  daemon\n\ndefaults\n  mode http\n';
const ours = renderConfig({
  app: 'shop',
  server: { name: 'r-1', address: '10.0.0.1:80' },
  socket: '/run/a.sock',
});

describe('a proxy that serves something else is not taken over', () => {
  for (const [what, config, expected] of [
    ['our own', ours, undefined],
    ['another application of ours', ours.replace('for shop', 'for blog'), 'the application blog'],
    ['a fresh installation', stock, undefined],
    ['somebody’s site', `${stock}\nfrontend www\n  bind :443\n`, 'frontend www'],
    ['somebody’s listener', `${stock}\nlisten mail\n  bind :25\n`, 'listen mail'],
    ['a placeholder', `# A deployment by plab may replace this file.\n${stock}\nfrontend web\n`, undefined],
    ['an empty file', '', undefined],
  ] as const) {
    test(what, () => assert.equal(foreignUse(config, 'shop'), expected));
  }
});
