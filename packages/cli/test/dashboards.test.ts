import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { aptInstall } from '@pipeline-lab/image';
import { dashboardFiles } from '../../../scripts/dashboards/files.ts';
import { folderWith } from './plab.ts';
import { recorded, told } from './told.ts';
import { labelsAsked, namesAsked, selectorsIn } from './promql.ts';

const monitoring = fileURLToPath(new URL('../../../monitoring', import.meta.url));

interface Queried {
  readonly expr?: string;
}

interface DashboardJson {
  readonly uid: string;
  readonly panels: readonly {
    readonly type: string;
    readonly title: string;
    readonly description?: string;
    readonly interval?: string;
    readonly gridPos: { readonly x: number; readonly w: number };
    readonly targets?: readonly Queried[];
  }[];
  readonly annotations: { readonly list: readonly Queried[] };
  readonly templating: { readonly list: readonly { readonly query: string | { readonly query: string } }[] };
}

const dashboards = Object.values(dashboardFiles()).map((text) => JSON.parse(text) as DashboardJson);

/** What Grafana puts in place of its variables, so that others can read an expression. */
function plain(expr: string): string {
  return expr
    .replaceAll(/\$__(?:rate_interval|range)\b/g, '5m')
    .replaceAll(/\$(?:job|instance|project|environment)\b/g, 'one');
}

/** Every expression that a dashboard asks: panels, annotations, and what its variables choose from. */
function expressionsOf({ panels, annotations, templating }: DashboardJson): string[] {
  const asked = [...panels.flatMap(({ targets = [] }) => targets), ...annotations.list];
  const variables = templating.list.flatMap(({ query }) =>
    typeof query === 'string' ? [] : [query.query.replace(/^label_values\((.+), \w+\)$/, '$1')],
  );
  return [...asked.flatMap(({ expr }) => expr ?? []), ...variables].map(plain);
}

const all = dashboards.flatMap(expressionsOf);

describe('the dashboards of Grafana', () => {
  before(async () => {
    if (!existsSync('/usr/bin/promtool')) await aptInstall(['prometheus'], new AbortController().signal);
  });

  test('are what `npm run dashboards` writes', async () => {
    const folder = join(monitoring, 'grafana/dashboards');
    const files = dashboardFiles();
    assert.deepEqual((await readdir(folder)).toSorted(), Object.keys(files).toSorted());
    for (const [name, text] of Object.entries(files))
      assert.equal(await readFile(join(folder, name), 'utf8'), text, `${name}: run \`npm run dashboards\``);
  });

  test('ask for metrics and labels that are told, and for nothing else', async () => {
    const [known, rules] = [await told(), await recorded(monitoring)];
    assert.ok(all.length > 50, String(all.length));
    for (const expr of all) {
      const names = namesAsked(expr);
      assert.ok(names.length > 0, expr);
      for (const name of names)
        assert.ok(known.has(name) || rules.has(name), `${name} is told by nobody: ${expr}`);
      for (const { name, labels } of selectorsIn(expr)) {
        const has = known.get(name);
        // A target's labels are Prometheus'.
        const missing = labels.filter(
          (label) => has !== undefined && !has.has(label) && !['job', 'instance'].includes(label),
        );
        assert.deepEqual(missing, [], `${name} has no such labels: ${expr}`);
      }
      const ofNames = new Set(
        names.flatMap((name) => Array.from(known.get(name) ?? ['project', 'environment', 'job'])),
      );
      const missing = labelsAsked(expr).filter(
        (label) => !ofNames.has(label) && !['job', 'instance'].includes(label),
      );
      assert.deepEqual(missing, [], `nothing in it has these labels: ${expr}`);
    }
  });

  test('are understood by Prometheus', async (t) => {
    const rules = all.map((expr, index) => ({ record: `asked:${index}`, expr }));
    const folder = await folderWith(t, {
      'asked.yml': JSON.stringify({ groups: [{ name: 'asked', rules }] }),
    });
    const said = execFileSync('promtool', ['check', 'rules', join(folder, 'asked.yml')], {
      encoding: 'utf8',
    });
    assert.match(said, new RegExp(`SUCCESS: ${all.length} rules found`));
  });

  test('count what was added over ranges that have samples enough, however far one zooms in', () => {
    let bars = 0;
    for (const { title, interval, targets = [] } of dashboards.flatMap(({ panels }) => panels))
      for (const { expr = '' } of targets) {
        // Its range is one step of the graph: 15 s when zoomed in, which is one sample.
        assert.ok(!expr.includes('$__interval'), `${title}: ${expr}`);
        if (!/increase\(.*\[\$__rate_interval\]/.test(expr)) continue;
        bars += 1;
        assert.equal(interval, '1m', `${title}: the least width of a bar`);
      }
    assert.ok(bars >= 8, String(bars));
  });

  test('have panels side by side that say what they are about', () => {
    for (const { uid, panels } of dashboards) {
      const shown = panels.filter(({ type }) => type !== 'row');
      assert.equal(new Set(shown.map(({ title }) => title)).size, shown.length, `${uid} has two of a name`);
      for (const { title, description, gridPos } of shown) {
        assert.ok(description, `${uid}: ${title}`);
        assert.ok(gridPos.x + gridPos.w <= 24, `${uid}: ${title}`);
      }
    }
  });
});
