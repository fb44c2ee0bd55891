import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Coverage, readCoverage } from './coverage.ts';

async function read(text: string): Promise<Coverage> {
  // Small pieces: nothing may hang on where a chunk ends.
  const pieces = text.match(/[^]{1,7}/g) ?? [];
  return await readCoverage(
    pieces.map((piece) => Buffer.from(piece)),
    'report',
  );
}

const coverage = (lines: [number, number], branches: [number, number]): Coverage => ({
  lines: { covered: lines[0], total: lines[1] },
  branches: { covered: branches[0], total: branches[1] },
});

test('LCOV: the sum of its files', async () => {
  const file = 'SF:a.js\nBRF:4\nBRH:1\nLF:10\nLH:7\nend_of_record\n';
  assert.deepEqual(await read(`TN:\n${file}${file}`), coverage([14, 20], [2, 8]));
});

test('JaCoCo: the counters of the report, not those of its packages and groups', async () => {
  const counter = (type: string, missed: number, covered: number): string =>
    `<counter type="${type}" missed="${missed}" covered="${covered}"/>`;
  const inner = `<group name="g"><package name="p">${counter('LINE', 5, 5)}</package>${counter('LINE', 5, 5)}</group>`;
  const report = `<?xml version="1.0"?><!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd"><report name="r">${inner}${counter('BRANCH', 1, 3)}${counter('LINE', 4, 6)}</report>`;
  assert.deepEqual(await read(report), coverage([6, 10], [3, 4]));
});

test('Cobertura: its totals, else the lines, without those that methods repeat', async () => {
  const lines = '<lines><line number="1" hits="2"/><line number="2" hits="0"/></lines>';
  const classes = `<packages><package><classes><class><methods><method>${lines}</method></methods>${lines}</class></classes></package></packages>`;
  assert.deepEqual(await read(`<coverage>${classes}</coverage>`), coverage([1, 2], [0, 0]));
  const totals = 'lines-valid="8" lines-covered="4" branches-valid="2" branches-covered="1"';
  assert.deepEqual(await read(`<coverage ${totals}>${classes}</coverage>`), coverage([4, 8], [1, 2]));
});

test('anything else, and XML that is cut off, is told', async () => {
  await assert.rejects(read('hello'), /report is no coverage report that is known here/);
  await assert.rejects(read('<html></html>'), /report is no coverage report that is known here/);
  await assert.rejects(read('<coverage><packages>'), /report:1:/);
});

test('a report is read as it comes: what is wrong at its start is told before the rest is read', async () => {
  let read = 0;
  function* chunks(): Generator<Uint8Array> {
    yield Buffer.from('<coverage><line></wrong>');
    for (read = 1; read < 10_000; read += 1) yield Buffer.from('<line hits="1"/>');
  }
  await assert.rejects(readCoverage(chunks(), 'report'), /report:1:/);
  assert.ok(read < 100, `${read} chunks were read`);
});
