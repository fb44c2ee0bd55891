import type { BuildView, FailureView, TestsView } from '../src/view.ts';
import { el, empty, fill } from './dom.ts';
import { duration, shortRevision } from './format.ts';
import { badge, buildOutcome } from './results.ts';
import { stageBar, stageList } from './stages.ts';
import { now, since } from './time.ts';

interface Row {
  readonly element: HTMLElement;
  readonly draw: (build: BuildView, longest: number) => void;
}

/** The list of builds; rows stay the same elements, so that one stays open, and the focus where it is. */
export function buildList(place: HTMLElement): (builds: readonly BuildView[] | undefined) => void {
  const rows = new Map<number, Row>();
  const list = el('ul', { class: 'rows builds', 'aria-label': 'Last builds' });
  return (builds) => {
    if (builds === undefined) return fill(place, empty('Reading the journals of the builds…'));
    if (builds.length === 0) return fill(place, empty('No builds yet: run `plab run`.'));
    if (list.parentElement !== place) fill(place, list);
    const longest = Math.max(1, ...builds.map(tookOf));
    const wanted = builds.map((build) => {
      const known = rows.get(build.number) ?? row();
      rows.set(build.number, known);
      known.draw(build, longest);
      return known.element;
    });
    if (
      wanted.some((element, index) => list.children[index] !== element) ||
      list.children.length !== wanted.length
    )
      fill(list, ...wanted);
  };
}

const tookOf = ({ ms, startedAt }: BuildView): number => ms ?? now() - startedAt;

function row(): Row {
  const summary = el('summary', {});
  const body = el('div', { class: 'inside' });
  const details = el('details', {}, summary, body);
  let last: BuildView | undefined;
  let lastLongest = 0;
  return {
    element: el('li', { class: 'row build' }, details),
    draw(build, longest) {
      if (build === last && longest === lastLongest && build.result !== undefined) return;
      last = build;
      lastLongest = longest;
      fill(summary, ...summaryOf(build, longest));
      fill(body, ...bodyOf(build));
    },
  };
}

function summaryOf(build: BuildView, longest: number): HTMLElement[] {
  const { number, name, subject, startedAt, tests } = build;
  return [
    badge(buildOutcome(build)),
    el('b', { class: 'number' }, `#${number}`),
    el(
      'span',
      { class: 'what' },
      el('span', { class: 'subject' }, name ?? subject ?? build.cause ?? ''),
      el('span', { class: 'meta' }, ...metaOf(build).map((part) => el('span', {}, part))),
    ),
    stageBar(build, longest),
    el(
      'span',
      { class: 'took' },
      el('span', {}, duration(tookOf(build))),
      el('span', { class: 'meta' }, testsText(tests)),
    ),
    el('span', { class: 'when' }, startedAt === 0 ? '' : since(startedAt)),
  ];
}

function metaOf({ branch, revision, dryRun }: BuildView): (string | HTMLElement)[] {
  return [
    ...(branch === undefined ? [] : [branch]),
    ...(revision === '' ? [] : [el('code', {}, shortRevision(revision))]),
    ...(dryRun ? ['dry run'] : []),
  ];
}

function testsText(tests: TestsView | undefined): string {
  if (tests === undefined) return '';
  const { passed, failed } = tests;
  return failed === 0 ? `${passed} tests` : `${failed} of ${passed + failed} tests failed`;
}

function bodyOf(build: BuildView): HTMLElement[] {
  return [
    ...(build.failure === undefined ? [] : [failureOf(build.failure)]),
    ...(build.tests === undefined || build.tests.failing.length === 0 ? [] : [failingOf(build.tests)]),
    stageList(build),
  ];
}

function failureOf({ message, hint, stage, lines }: FailureView): HTMLElement {
  return el(
    'div',
    { class: 'failure' },
    el('p', { class: 'wrong' }, stage === undefined ? '' : `${stage}: `, message),
    hint !== '' && el('p', { class: 'meta' }, hint),
    lines.length > 0 &&
      el(
        'pre',
        { tabindex: 0, 'aria-label': `The end of the log of ${stage ?? 'the build'}` },
        lines.join('\n'),
      ),
  );
}

function failingOf({ failing }: TestsView): HTMLElement {
  const items = failing.map(({ name, suite, age }) =>
    el('li', {}, el('b', {}, name), ` ${suite}`, age !== undefined && age > 1 ? ` (for ${age} builds)` : ''),
  );
  return el(
    'div',
    { class: 'failure' },
    el('p', { class: 'wrong' }, 'Tests that failed'),
    el('ul', {}, ...items),
  );
}
