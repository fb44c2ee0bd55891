import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { before, describe, test } from 'node:test';
import { taskClient } from './client/client.ts';
import { startApp } from './app.ts';
import { install } from './install.ts';

const monitoring = fileURLToPath(new URL('../../../monitoring', import.meta.url));
const file = async (name: string): Promise<string> => await readFile(`${monitoring}/${name}`, 'utf8');

describe('what watches the service', () => {
  before(async () => {
    if (!existsSync('/usr/bin/promtool')) await install('prometheus');
    if (!existsSync('/usr/bin/amtool')) await install('prometheus-alertmanager');
  });

  const run = (program: string, ...args: string[]): string =>
    execFileSync(program, args, { cwd: `${monitoring}/prometheus`, encoding: 'utf8' });

  test('Prometheus and Alertmanager understand it', () => {
    assert.match(run('promtool', 'check', 'config', 'prometheus.yml'), /SUCCESS: \d+ rules found/);
    assert.match(run('amtool', 'check-config', '../alertmanager/alertmanager.yml'), /SUCCESS/);
  });

  test('each alert fires when it should, and not otherwise', async () => {
    const files = (await readdir(`${monitoring}/prometheus/tests`)).map((name) => `tests/${name}`);
    assert.doesNotMatch(run('promtool', 'test', 'rules', ...files), /FAILED/);
    const tests = await Promise.all(files.map(async (name) => await file(`prometheus/${name}`)));
    for (const alert of alertsIn(await allRules())) {
      const cases = tests
        .join('\n')
        .split('- eval_time:')
        .filter((part) => part.includes(`alertname: ${alert}\n`));
      assert.ok(
        cases.some((part) => part.includes('exp_labels')),
        `${alert} fires in no test`,
      );
      assert.ok(
        cases.some((part) => part.includes('exp_alerts: []')),
        `${alert} stays silent in no test`,
      );
    }
  });

  test('each alert has a page that says what to do', async () => {
    const guide = await readFile(`${monitoring}/../docs/monitoring.md`, 'utf8');
    const rules = await allRules();
    for (const alert of alertsIn(rules)) {
      assert.ok(guide.includes(`\n## ${alert}\n`), alert);
      assert.ok(rules.includes(`docs/monitoring.md#${alert.toLowerCase()}\n`), alert);
    }
  });

  test('the rules ask for nothing that the service does not tell', async (t) => {
    const app = await startApp();
    t.after(async () => await app.stop());
    await taskClient(app.url).GET('/tasks');
    const told = await (await fetch(`${app.url}/metrics`)).text();
    const asked = (await file('prometheus/rules/task-api.yml')).match(
      /\b(?:pipeline_lab|nodejs|process)_\w+/g,
    );
    const names = new Set(asked?.filter((name) => name !== 'pipeline_lab_requests'));
    assert.ok(names.size > 5);
    for (const name of names) {
      // A part of the name of a recorded series is no metric.
      if (name === 'pipeline_lab_request_duration_seconds') continue;
      assert.match(told, new RegExp(String.raw`^${name}[ {]`, 'm'));
    }
  });
});

async function allRules(): Promise<string> {
  const names = await readdir(`${monitoring}/prometheus/rules`);
  return (await Promise.all(names.map(async (name) => await file(`prometheus/rules/${name}`)))).join('\n');
}

function alertsIn(rules: string): string[] {
  return [...rules.matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name);
}
