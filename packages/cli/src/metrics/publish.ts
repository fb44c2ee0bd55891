import { chmodSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { takeLock } from '@pipeline-lab/engine/lock';
import type { Context } from '../context.ts';
import type { MetricsConfig } from '../run/plab-file.ts';
import { figuresText } from './figures.ts';
import { readTotals } from './totals.ts';

type Place = Pick<Context, 'stateFolder' | 'say'>;

/**
 * Writes all figures where `metrics:` of plab.yml says. Never rejects: what fails is told, and is no failure of what has
 * been counted.
 */
export async function publish(place: Place, { textfile, push }: MetricsConfig): Promise<void> {
  const warn =
    (what: string) =>
    (error: unknown): void =>
      place.say(`plab: warning: ${what}: ${reasonOf(error)}`);
  if (textfile !== undefined)
    await writeTextfile(place, textfile).catch(warn(`no metrics were written to ${textfile}`));
  if (push !== undefined) await pushTo(place, push).catch(warn(`no metrics were pushed to ${push}`));
}

/**
 * Node_exporter sees the old file or the new one. It reads Prometheus' text format and no OpenMetrics, whose counters it
 * would take for something else: https://github.com/prometheus/node_exporter#textfile-collector
 */
async function writeTextfile(place: Place, path: string): Promise<void> {
  statSync(dirname(path));
  const ledger = join(place.stateFolder, 'ledger');
  mkdirSync(ledger, { recursive: true, mode: 0o700 });
  // Whoever writes later has read later: a counter must not fall.
  using _ = await takeLock(join(ledger, 'textfile.lock'));
  replace(path, await figuresText(await readTotals(place), 'prometheus'));
}

function replace(path: string, text: string): void {
  const unfinished = `${path}.${process.pid}`;
  try {
    writeFileSync(unfinished, text);
    chmodSync(unfinished, 0o644);
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** So long (ms) a Pushgateway may take. */
const patience = 5000;

/** Replaces what this machine has pushed before. https://github.com/prometheus/pushgateway#api */
async function pushTo(place: Place, url: string): Promise<void> {
  const text = await figuresText(await readTotals(place), 'prometheus');
  const base = url.replace(/\/+$/, '');
  const answer = await fetch(`${base}/metrics/job/plab/instance/${encodeURIComponent(hostname())}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' },
    body: text,
    redirect: 'error',
    signal: AbortSignal.timeout(patience),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`it answered ${answer.status} ${answer.statusText}`.trim());
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
