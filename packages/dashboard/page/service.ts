import type { DeploymentView, View } from '../src/view.ts';
import { type Chart, chart } from './chart.ts';
import { write } from './dom.ts';
import { clock, latency, percent, perSecond, size } from './format.ts';
import type { ChartSpec, Event } from './plot.ts';
import { deploymentOutcome } from './results.ts';

const specs: readonly ChartSpec[] = [
  { title: 'Requests', series: [{ name: 'rate', label: 'a second' }], format: perSecond, atLeast: 1 },
  {
    title: 'Server errors',
    series: [{ name: 'errors', label: 'of the requests' }],
    format: percent,
    atLeast: 0.01,
    atMost: 1,
  },
  {
    title: 'Latency',
    series: [
      { name: 'p50', label: 'p50' },
      { name: 'p95', label: 'p95' },
      { name: 'p99', label: 'p99' },
    ],
    format: latency,
    atLeast: 0.001,
  },
  {
    title: 'Memory',
    series: [{ name: 'memory', label: 'of the largest process' }],
    format: size,
    atLeast: 1e6,
  },
];

/** Rate, errors, latency and memory. */
export function serviceCharts(place: HTMLElement, note: HTMLElement): (view: View) => void {
  const charts: readonly Chart[] = specs.map(chart);
  place.append(...charts.map(({ element }) => element));
  return (view) => {
    const events = (view.deployments?.list ?? []).map(eventOf);
    for (const each of charts) each.draw(view.points, events);
    place.hidden = view.place.destination === undefined;
    write(note, noteOf(view));
  };
}

function eventOf(deployment: DeploymentView): Event {
  const { at, ms = 0, label, result } = deployment;
  return {
    at: at + ms,
    result,
    label: `${label} ${deploymentOutcome(deployment).text} at ${clock(at + ms, true)}`,
  };
}

function noteOf({ place, hosts, points }: View): string {
  if (place.destination === undefined) return 'Nothing is deployed from here.';
  if (points.length > 0)
    return `The last 10 s at each moment, all hosts together, without ${place.uncounted.join(' and ')}.`;
  const reached = hosts.filter(({ state }) => state === 'reached');
  if (reached.length === 0) return 'Waiting for a host.';
  return reached.some(({ metrics }) => metrics)
    ? 'Measuring: the first figures come in seconds.'
    : 'The release that serves answers no /metrics.';
}
