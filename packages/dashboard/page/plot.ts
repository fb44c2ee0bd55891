import type { Point } from '../src/view.ts';
import { svg } from './dom.ts';
import { clock, plain, type Quantity } from './format.ts';
import { linear, type Scale, ticks, timeTicks } from './scale.ts';
import { now } from './time.ts';

type Name = Exclude<keyof Point, 'at'>;

export interface ChartSpec {
  readonly title: string;
  readonly series: readonly { readonly name: Name; readonly label: string }[];
  readonly format: (value: number) => Quantity;
  /** The axis goes at least so far. */
  readonly atLeast: number;
  /** The axis goes no further. */
  readonly atMost?: number;
}

/** A deployment, as a line across a chart. */
export interface Event {
  readonly at: number;
  readonly label: string;
  readonly result: string;
}

/** Pixels. */
export const height = 150;
export const margin = { top: 10, right: 10, bottom: 22, left: 50 };
const shortest = 2 * 60_000;
/** A line is not drawn across a gap that is longer (ms). */
const gap = 8000;

export interface Scene {
  readonly width: number;
  readonly events: readonly Event[];
  /** The moment that was chosen. */
  readonly point: Point | undefined;
}

/** What is drawn of a chart. */
export function plot(
  spec: ChartSpec,
  points: readonly Point[],
  { width, events, point }: Scene,
): SVGElement[] {
  const [start, end] = axisOf(points);
  const highest = Math.max(
    spec.atLeast,
    ...spec.series.flatMap(({ name }) => points.map((each) => each[name] ?? 0)),
  );
  const marks = ticks(Math.min(highest, spec.atMost ?? Infinity), 3);
  const x = linear([start, end], [margin.left, width - margin.right]);
  const y = linear([0, marks.at(-1) ?? 1], [height - margin.bottom, margin.top]);
  const inside = events.filter(({ at }) => at >= start && at <= end);
  return [
    ...marks.map((value) => gridLine(y(value), width, value === 0 ? '0' : plain(spec.format(value)))),
    ...timeAxis(start, end, x, width),
    ...inside.map((event) => eventLine(event, x(event.at))),
    ...spec.series.flatMap(({ name }, index) => line(points, name, { x, y, filled: index === 0 })),
    ...(point === undefined ? [] : crosshair(spec, point, x, y)),
  ];
}

/** From when to when a chart goes. */
function axisOf(points: readonly Point[]): [start: number, end: number] {
  const end = points.at(-1)?.at ?? now();
  return [Math.min(points[0]?.at ?? end, end - shortest), end];
}

function gridLine(y: number, width: number, label: string): SVGElement {
  return svg(
    'g',
    { class: 'tick' },
    svg('line', { x1: margin.left, x2: width - margin.right, y1: y, y2: y }),
    svg('text', { x: margin.left - 7, y: y + 3.5, 'text-anchor': 'end' }, label),
  );
}

function timeAxis(start: number, end: number, x: Scale, width: number): SVGElement[] {
  const { at, step } = timeTicks(start, end, Math.max(2, Math.floor(width / 110)));
  return at
    .filter((each) => x(each) > margin.left + 14 && x(each) < width - 24)
    .map((each) =>
      svg(
        'g',
        { class: 'tick' },
        svg('text', { x: x(each), y: height - 5, 'text-anchor': 'middle' }, clock(each, step < 60_000)),
      ),
    );
}

function eventLine({ label, result }: Event, x: number): SVGElement {
  return svg(
    'g',
    { class: `event ${result}` },
    svg('title', {}, label),
    svg('line', { x1: x, x2: x, y1: margin.top, y2: height - margin.bottom }),
    svg('path', { d: `M${x - 4} ${margin.top - 6}h8l-4 6z` }),
  );
}

function line(
  points: readonly Point[],
  name: Name,
  { x, y, filled }: { readonly x: Scale; readonly y: Scale; readonly filled: boolean },
): SVGElement[] {
  const runs = runsOf(points, name).map((run) => run.map(([at, value]) => [x(at), y(value)] as const));
  const paths = runs.map((run) => `M${run.map(([a, b]) => `${a.toFixed(1)} ${b.toFixed(1)}`).join('L')}`);
  const floor = y(0);
  const areas = runs.map(
    (run, index) =>
      `${paths[index]}L${run.at(-1)?.[0].toFixed(1)} ${floor}L${run[0]?.[0].toFixed(1)} ${floor}z`,
  );
  return [
    ...(filled ? [svg('path', { class: `area ${name}`, d: areas.join('') })] : []),
    svg('path', { class: `line ${name}`, d: paths.join('') }),
  ];
}

/** What is known without a gap. */
function runsOf(points: readonly Point[], name: Name): [number, number][][] {
  const runs: [number, number][][] = [];
  let last = -Infinity;
  for (const point of points) {
    const value = point[name];
    if (value === undefined) continue;
    if (point.at - last > gap) runs.push([]);
    runs.at(-1)?.push([point.at, value]);
    last = point.at;
  }
  return runs;
}

function crosshair({ series }: ChartSpec, point: Point, x: Scale, y: Scale): SVGElement[] {
  const at = x(point.at);
  const dots = series.flatMap(({ name }) => {
    const value = point[name];
    return value === undefined ? [] : [svg('circle', { class: `dot ${name}`, cx: at, cy: y(value), r: 3.5 })];
  });
  return [
    svg('line', { class: 'cross', x1: at, x2: at, y1: margin.top, y2: height - margin.bottom }),
    ...dots,
  ];
}

/** The point nearest to a share of the axis. */
export function nearest(points: readonly Point[], share: number): number {
  const [start, end] = axisOf(points);
  const wanted = start + share * (end - start);
  const distances = points.map(({ at }) => Math.abs(at - wanted));
  return distances.indexOf(Math.min(...distances));
}
