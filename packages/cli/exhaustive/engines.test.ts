import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { enginesPage } from './engines-page.ts';
import { type EngineFindings, type EngineVariant, tryEngine } from './try-engine.ts';

const variants: readonly EngineVariant[] = [
  { release: 'bookworm', engine: 'docker' },
  { release: 'trixie', engine: 'docker' },
  { release: 'trixie', engine: 'docker-containerd' },
  { release: 'sid', engine: 'docker' },
  { release: 'sid', engine: 'docker-containerd' },
  { release: 'bookworm', engine: 'podman' },
  { release: 'trixie', engine: 'podman' },
];
const found = new Map<EngineVariant, EngineFindings>();

after(async () => {
  if (found.size < variants.length) return;
  await writeFile(fileURLToPath(new URL('../../../docs/engines.md', import.meta.url)), enginesPage(found));
});

describe('a host with', () => {
  for (const variant of variants) {
    test(`${variant.engine} of Debian ${variant.release}`, async () => {
      const findings = await tryEngine(variant);
      assert.equal(findings.route, 'registry');
      assert.equal(findings.second.layers, 1);
      assert.ok(findings.second.bytes < 20_000, `${findings.second.bytes} bytes for a changed file`);
      assert.equal(findings.afterRollback, 'one');
      found.set(variant, findings);
    });
  }
});
