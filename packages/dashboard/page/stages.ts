import type { BuildView, StageView } from '../src/view.ts';
import { el } from './dom.ts';
import { duration } from './format.ts';
import { icon } from './icons.ts';
import { stageOutcome } from './results.ts';
import { now } from './time.ts';

/** A build's outer stages as a bar, as long as the build took in comparison with the `longest` one (ms). */
export function stageBar({ stages, startedAt }: BuildView, longest: number): HTMLElement {
  const ran = stages.filter(
    ({ depth, startedAt: from, skipped }) => depth === 0 && from !== undefined && skipped === undefined,
  );
  const parts = ran.map((stage) => {
    const part = el(
      'span',
      { class: `part ${stageOutcome(stage).mark}`, title: textOf(stage) },
      el('span', {}, stage.name),
    );
    place(part, ((stage.startedAt ?? startedAt) - startedAt) / longest, tookOf(stage) / longest);
    return part;
  });
  const said = ran.map(textOf).join('; ');
  return el(
    'span',
    { class: 'bar' },
    el('span', { class: 'unseen' }, said === '' ? 'No stage ran.' : `Stages: ${said}.`),
    el('span', { class: 'parts', 'aria-hidden': 'true' }, ...parts),
  );
}

/** Every stage with its time, those inside another one below it. */
export function stageList({ stages, startedAt, ms }: BuildView): HTMLElement {
  const whole = Math.max(1, ms ?? now() - startedAt);
  return el(
    'ol',
    { class: 'stages', 'aria-label': 'Stages' },
    ...stages.map((stage) => stageRow(stage, startedAt, whole)),
  );
}

function stageRow(stage: StageView, buildStart: number, whole: number): HTMLElement {
  const { name, depth, skipped, startedAt } = stage;
  const { mark, text } = stageOutcome(stage);
  const part = el('span', { class: `part ${mark}` });
  const ran = startedAt !== undefined && skipped === undefined;
  if (ran) place(part, (startedAt - buildStart) / whole, tookOf(stage) / whole);
  const title = el(
    'span',
    { class: 'name' },
    icon(mark),
    name,
    el('span', { class: 'unseen' }, `, ${skipped ?? text}`),
  );
  title.style.paddingInlineStart = `${Math.min(depth, 6) * 1.1}rem`;
  return el(
    'li',
    {},
    title,
    el('span', { class: 'parts', 'aria-hidden': 'true' }, ran && part),
    el('span', { class: 'took', title: skipped }, ran ? duration(tookOf(stage)) : text),
  );
}

const tookOf = ({ ms, startedAt }: StageView): number => ms ?? now() - (startedAt ?? now());

const textOf = (stage: StageView): string =>
  `${stage.name} ${stageOutcome(stage).text}, ${duration(tookOf(stage))}`;

/** Shares of the width. */
function place(part: HTMLElement, from: number, width: number): void {
  part.style.insetInlineStart = `${(from * 100).toFixed(2)}%`;
  part.style.width = `${(width * 100).toFixed(2)}%`;
}
