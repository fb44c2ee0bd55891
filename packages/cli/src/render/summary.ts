import { styleText } from 'node:util';
import type { BuildEvent } from '@pipeline-lab/engine/builds';
import type { ProbeReport, Shipped } from '@pipeline-lab/deploy';
import type { Monitoring } from '@pipeline-lab/lab';
import { mark } from './build.ts';
import { shippedText } from './deploy.ts';
import { duration } from './units.ts';

/** What `up` tells at its end. */
export interface Summary {
  readonly events: readonly BuildEvent[];
  readonly shipped: Shipped | undefined;
  /** Absent when nothing served before, so that no request could be lost. */
  readonly traffic: ProbeReport | undefined;
  readonly url: string;
  /** Who watches it, where somebody does. */
  readonly watched?: Monitoring | undefined;
  readonly live: boolean;
}

/** Stages with their durations, what was shipped, what was lost, where the app is, and what to do next. */
export function renderSummary(summary: Summary): string {
  const { url } = summary;
  const next: [string, string][] = summary.live
    ? [
        ['./plab status', 'what serves, and what a roll-back goes to'],
        ['./plab rollback', 'go back one release'],
        ['./plab down', 'remove the lab again'],
      ]
    : [
        ['./plab status', 'what serves now'],
        ['git log -1', 'the commit that was run'],
        ['./plab up', 'again, after a new commit'],
      ];
  return [
    '',
    ...section('Stages', stageLines(summary.events)),
    ...section('Shipped', [summary.shipped === undefined ? 'nothing' : shippedText(summary.shipped)]),
    ...section('Traffic', trafficLines(summary.traffic)),
    ...section(
      'Live',
      summary.live
        ? [`${url}/health`, `${url}/tasks`, `${url}/metrics`]
        : ['`./plab status` tells what serves'],
    ),
    ...section('Watched', watchedLines(summary.watched)),
    ...section(
      'Next',
      next.map(([command, what]) => `${command.padEnd(16)} ${what}`),
    ),
  ].join('\n');
}

function watchedLines(watched: Monitoring | undefined): string[] {
  return watched === undefined ? [] : [`${watched.prometheus}/alerts`, watched.alertmanager];
}

function section(name: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => {
    const label = (index === 0 ? name : '').padEnd(9);
    return `${styleText('bold', label, { stream: process.stdout })}${line}`;
  });
}

function stageLines(events: readonly BuildEvent[]): string[] {
  const finished = events.filter((event) => event.type === 'stage.finished');
  const started = events.filter((event) => event.type === 'stage.started');
  return started.map(({ stage, name, parent }) => {
    const end = finished.find((event) => event.stage === stage);
    const label = `${parent === undefined ? '' : '  '}${name}`.padEnd(34);
    return end === undefined
      ? label
      : `${mark(end.result)} ${label} ${end.skipped === undefined ? duration(end.ms) : 'skipped'}`;
  });
}

function trafficLines(traffic: ProbeReport | undefined): string[] {
  if (traffic === undefined) return ['none: nothing served before'];
  const { sent, lost, losses } = traffic;
  return [`${sent} requests sent meanwhile, ${lost} lost`, ...losses];
}
