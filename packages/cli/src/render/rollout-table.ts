import { styleText } from 'node:util';
import type { DeployEvent, Phase } from '@pipeline-lab/deploy';
import { width } from './run/screen.ts';
import { bytes, duration } from './units.ts';

/** Hosts as rows, phases as columns: what a rollout has come to, folded from its events. */
export interface RolloutTable {
  take(event: DeployEvent): void;
  /** Empty before a host has begun. */
  lines(): string[];
}

/** One host in one phase. */
interface Cell {
  state: 'running' | 'done' | 'failed';
  /** What runs there now. */
  text: string;
  ms: number;
}

export function rolloutTable(): RolloutTable {
  const phases: Phase[] = [];
  const hosts = new Map<string, Map<Phase, Cell>>();
  const cellOf = (host: string): Cell | undefined => {
    const phase = phases.at(-1);
    if (phase === undefined) return undefined;
    const row = hosts.get(host) ?? new Map<Phase, Cell>();
    hosts.set(host, row);
    const cell = row.get(phase) ?? { state: 'running', text: '', ms: 0 };
    row.set(phase, cell);
    return cell;
  };
  const take = (event: DeployEvent): void => {
    if (event.type === 'phase') return enter(event.phase, phases, hosts);
    if (!('host' in event)) return;
    const cell = cellOf(event.host);
    if (cell !== undefined) update(cell, event);
  };
  const lines = (): string[] => {
    const columns = phases.filter((phase) => [...hosts.values()].some((row) => row.has(phase)));
    if (columns.length === 0) return [];
    const rows = [...hosts].map(([host, row]) =>
      [host].concat(columns.map((phase) => cellText(row.get(phase)))),
    );
    return aligned([['', ...columns].map((title) => styleText('bold', title)), ...rows]);
  };
  return { take, lines };
}

/** Every host has ended a phase before the next one begins. A rollout that begins again has none behind it. */
function enter(phase: Phase, phases: Phase[], hosts: Map<string, Map<Phase, Cell>>): void {
  for (const row of hosts.values())
    for (const cell of row.values()) if (cell.state === 'running') cell.state = 'done';
  if (phase === 'connect') {
    phases.length = 0;
    hosts.clear();
  }
  if (!phases.includes(phase)) phases.push(phase);
}

function update(cell: Cell, event: Extract<DeployEvent, { readonly host: string }>): void {
  switch (event.type) {
    case 'step.started':
      cell.state = 'running';
      cell.text = event.step;
      return;
    case 'shipping':
      cell.text = `ship ${bytes(event.bytes)} of ${bytes(event.total)}, ${bytes(event.rate)}/s`;
      return;
    case 'step.finished':
      cell.ms += event.ms;
      cell.text = event.step;
      if (event.error !== undefined) cell.state = 'failed';
      return;
    case 'undo':
      cell.state = 'failed';
      cell.text = 'putting back';
      return;
    case 'finished':
      if (cell.state === 'running') cell.state = 'done';
  }
}

function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return '·';
  if (cell.state === 'done') return styleText('green', `✓ ${duration(cell.ms)}`);
  return cell.state === 'failed' ? styleText('red', `✗ ${cell.text}`) : styleText('cyan', cell.text);
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ''))));
  return rows.map((row) =>
    row
      .map((text, column) => text + ' '.repeat((widths[column] ?? 0) - width(text)))
      .join('  ')
      .trimEnd(),
  );
}
