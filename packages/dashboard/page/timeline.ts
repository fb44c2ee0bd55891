import type { DeploymentView } from '../src/view.ts';
import { fill, svg } from './dom.ts';
import { clock, date } from './format.ts';
import { deploymentOutcome } from './results.ts';
import { linear, type Scale, timeTicks } from './scale.ts';
import { now } from './time.ts';

const lanes = { marks: 13, bar: 26, barHeight: 30, axis: 76, height: 82 };
/** So many deployments are on the line; the list below has more. */
const drawn = 12;
const side = 12;

/** Which release served from when to when, and the deployments that failed. The list below says the same in words. */
export function timeline(place: HTMLElement): (deployments: readonly DeploymentView[]) => void {
  const canvas = svg('svg', { class: 'timeline', role: 'img', height: lanes.height });
  place.append(canvas);
  let shown: readonly DeploymentView[] = [];
  const show = (): void => fill(canvas, ...plot(shown, canvas.clientWidth || 600));
  new ResizeObserver(show).observe(canvas);
  return (deployments) => {
    place.hidden = deployments.length === 0;
    shown = deployments.slice(0, drawn).toReversed();
    canvas.setAttribute(
      'aria-label',
      `The last ${shown.length} deployments on a time line; the list below tells each.`,
    );
    show();
  };
}

const endOf = ({ at, ms }: DeploymentView): number => at + (ms ?? 0);

function plot(deployments: readonly DeploymentView[], width: number): SVGElement[] {
  const [oldest] = deployments;
  if (oldest === undefined) return [];
  const first = endOf(oldest);
  const end = Math.max(now(), ...deployments.map(endOf));
  const margin = Math.max(30_000, (end - first) * 0.03);
  const from = first - margin;
  const x = linear([from, end], [side, width - side]);
  return [
    ...axis(from, end, x, width),
    ...spans(deployments, x, end),
    ...deployments.map((each) => marker(each, x(endOf(each)))),
  ];
}

function axis(from: number, end: number, x: Scale, width: number): SVGElement[] {
  const { at, step } = timeTicks(from, end, Math.max(2, Math.floor(width / 120)));
  const text = (time: number): string => (step >= 24 * 3_600_000 ? date(time) : clock(time, step < 60_000));
  return at.map((time) =>
    svg(
      'g',
      { class: 'tick' },
      svg('line', { x1: x(time), x2: x(time), y1: lanes.bar - 4, y2: lanes.bar + lanes.barHeight + 6 }),
      svg(
        'text',
        { x: Math.min(width - 30, Math.max(30, x(time))), y: lanes.axis, 'text-anchor': 'middle' },
        text(time),
      ),
    ),
  );
}

function spans(deployments: readonly DeploymentView[], x: Scale, end: number): SVGElement[] {
  const released = deployments.filter(({ result }) => result === 'released');
  return released.map((each, index) => {
    const next = released[index + 1];
    const from = x(endOf(each));
    const width = Math.max(3, x(next === undefined ? end : endOf(next)) - from - 2);
    const present = next === undefined ? ' present' : '';
    const letters = Math.floor((width - 16) / 7.4);
    const text =
      each.label.length <= letters ? each.label : letters > 4 ? `${each.label.slice(0, letters - 1)}…` : '';
    return svg(
      'g',
      { class: `span${present}` },
      svg(
        'title',
        {},
        `${each.label} served from ${clock(endOf(each))} ${next === undefined ? 'on' : `to ${clock(endOf(next))}`}`,
      ),
      svg('rect', { x: from, y: lanes.bar, width, height: lanes.barHeight, rx: 5 }),
      svg('text', { x: from + 9, y: lanes.bar + 19.5 }, text),
    );
  });
}

/** Each result has a shape of its own. */
const shapes: Readonly<Record<DeploymentView['result'], string>> = {
  released: 'M-5 0a5 5 0 1010 0a5 5 0 10-10 0z',
  unchanged: 'M-5 -1.5h10v3h-10z',
  'rolled-back': 'M-6 0L3 -6V6z',
  failed: 'M-5 -3L-3 -5L0 -2L3 -5L5 -3L2 0L5 3L3 5L0 2L-3 5L-5 3L-2 0z',
  open: 'M0 -5.5L5.5 0L0 5.5L-5.5 0z',
};

function marker(deployment: DeploymentView, x: number): SVGElement {
  const { label, result } = deployment;
  return svg(
    'g',
    { class: `marker ${result}`, transform: `translate(${x} ${lanes.marks})` },
    svg('title', {}, `${label}: ${deploymentOutcome(deployment).text}, ${clock(endOf(deployment))}`),
    svg('path', { d: shapes[result] }),
  );
}
