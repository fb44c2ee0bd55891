import type { Point } from '../src/view.ts';
import { el, fill, svg, write } from './dom.ts';
import { clock, plain } from './format.ts';
import { type ChartSpec, type Event, height, margin, nearest, plot } from './plot.ts';

export interface Chart {
  readonly element: HTMLElement;
  readonly draw: (points: readonly Point[], events: readonly Event[]) => void;
}

/** A chart with its present values above; pointer or arrow keys show those of another moment. */
export function chart(spec: ChartSpec): Chart {
  const values = spec.series.map(() => el('span', { class: 'value' }));
  const moment = el('span', { class: 'moment' });
  const canvas = svg('svg', { class: 'plot', role: 'img', tabindex: 0, height });
  const element = figureOf(spec, { values, moment, canvas });
  let points: readonly Point[] = [];
  let events: readonly Event[] = [];
  let chosen: number | undefined;
  const show = (): void => {
    const width = canvas.clientWidth || 320;
    const point = chosen === undefined ? points.at(-1) : points[chosen];
    tell(spec, { values, moment, canvas }, point, chosen !== undefined);
    fill(canvas, ...plot(spec, points, { width, events, point: chosen === undefined ? undefined : point }));
  };
  const choose = (index: number | undefined): void => {
    chosen = index === undefined ? undefined : Math.max(0, Math.min(points.length - 1, index));
    show();
  };
  listen(
    canvas,
    choose,
    (key) => stepOf(key, chosen ?? points.length - 1, points.length),
    (x) => nearest(points, x),
  );
  new ResizeObserver(show).observe(canvas);
  return {
    element,
    draw(newPoints, newEvents) {
      points = newPoints;
      events = newEvents;
      show();
    },
  };
}

interface Parts {
  readonly values: readonly HTMLElement[];
  readonly moment: HTMLElement;
  readonly canvas: SVGSVGElement;
}

function figureOf({ title, series }: ChartSpec, { values, moment, canvas }: Parts): HTMLElement {
  const legend = series.map(({ name, label }, index) =>
    el(
      'div',
      { class: `series ${name}` },
      values[index],
      series.length > 1 && el('span', { class: 'key' }, el('i', { 'aria-hidden': 'true' }), label),
    ),
  );
  return el(
    'figure',
    { class: 'card chart' },
    el('figcaption', {}, el('h3', {}, title), moment),
    el('div', { class: 'legend' }, ...legend),
    canvas,
  );
}

function tell(
  { title, series, format }: ChartSpec,
  parts: Parts,
  point: Point | undefined,
  past: boolean,
): void {
  const said = series.map(({ name, label }, index) => {
    const value = point?.[name];
    const [number, unit] = value === undefined ? ['–', ''] : format(value);
    const place = parts.values[index];
    if (place !== undefined) fill(place, number, ' ', el('small', {}, unit));
    return `${label} ${value === undefined ? 'not known' : plain(format(value))}`;
  });
  write(parts.moment, past && point !== undefined ? clock(point.at, true) : '');
  const when = past && point !== undefined ? `at ${clock(point.at, true)}` : 'now';
  parts.canvas.setAttribute('aria-label', `${title} ${when}: ${said.join(', ')}. Arrow keys show the past.`);
}

function listen(
  canvas: SVGSVGElement,
  choose: (index: number | undefined) => void,
  step: (key: string) => number | undefined,
  find: (share: number) => number,
): void {
  canvas.addEventListener('pointermove', (event) => {
    const { left, width } = canvas.getBoundingClientRect();
    choose(find((event.clientX - left - margin.left) / (width - margin.left - margin.right)));
  });
  for (const name of ['pointerleave', 'blur'] as const)
    canvas.addEventListener(name, () => choose(undefined));
  canvas.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return choose(undefined);
    const index = step(event.key);
    if (index === undefined) return;
    event.preventDefault();
    choose(index);
  });
}

function stepOf(key: string, index: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: index - 1,
    ArrowRight: index + 1,
    PageUp: index - 15,
    PageDown: index + 15,
    Home: 0,
    End: count - 1,
  };
  return steps[key];
}
