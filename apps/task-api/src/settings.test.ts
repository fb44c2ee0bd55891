import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingsFrom } from './settings.ts';

test('settings have defaults', () => {
  const { port, host, tokens, rateLimit, databaseUrl, drainDelay } = settingsFrom({});
  assert.deepEqual(
    { port, host, tokens, rateLimit, databaseUrl, drainDelay },
    {
      port: 5000,
      host: '0.0.0.0',
      tokens: [],
      rateLimit: 0,
      databaseUrl: undefined,
      drainDelay: 0,
    },
  );
  assert.deepEqual(settingsFrom({ TASKS_TOKENS: ' a, b ,' }).tokens, ['a', 'b']);
});

test('a wrong setting is told by its name, without a secret', () => {
  for (const [name, value] of [
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['RATE_LIMIT', '1.5'],
    ['DRAIN_DELAY', '10 s'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'mysql://user:secret@host/x'],
    ['EXTERNAL_URL', 'user:secret@host'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'localhost:4318'],
  ] as const)
    assert.throws(
      () => settingsFrom({ [name]: value }),
      (error: unknown) =>
        error instanceof Error && error.message.startsWith(name) && !error.message.includes('secret'),
    );
});
