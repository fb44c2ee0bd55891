import type { DeploymentView, View } from '../src/view.ts';
import { el, empty, fill } from './dom.ts';
import { duration, plain, shortRevision, size } from './format.ts';
import { badge, deploymentOutcome } from './results.ts';
import { since } from './time.ts';

/** So many are told in words. */
const told = 8;

/** The last deployments, newest first. */
export function drawDeployments(
  place: HTMLElement,
  { place: { destination }, hosts, deployments }: View,
): void {
  if (destination === undefined) return fill(place, empty('No destination, no releases.'));
  if (deployments === undefined)
    return fill(
      place,
      empty(
        hosts.some(({ state }) => state === 'unreachable')
          ? 'The hosts keep the journal of releases, and none has told it yet.'
          : 'Reading the journals of the hosts…',
      ),
    );
  if (deployments.list.length === 0) return fill(place, empty('No releases yet: run `plab deploy`.'));
  fill(
    place,
    el(
      'ul',
      { class: 'rows', 'aria-label': 'Last deployments' },
      ...deployments.list.slice(0, told).map(row),
    ),
  );
}

function row(deployment: DeploymentView): HTMLElement {
  const { label, subject, error, at, ms } = deployment;
  return el(
    'li',
    { class: 'row' },
    badge(deploymentOutcome(deployment)),
    el(
      'div',
      { class: 'what' },
      el(
        'p',
        {},
        el('b', {}, label),
        subject !== undefined && ' ',
        subject !== undefined && el('span', { class: 'subject' }, subject),
      ),
      el('p', { class: 'meta' }, ...details(deployment)),
      error !== undefined && el('p', { class: 'wrong' }, error),
    ),
    el('p', { class: 'when' }, since(at + (ms ?? 0))),
  );
}

function details({ verb, by, revision, ms, bytes, traffic, hosts }: DeploymentView): HTMLElement[] {
  const parts: (string | HTMLElement)[] = [
    `${verb} by ${by}`,
    ...(revision === undefined ? [] : [el('code', {}, shortRevision(revision))]),
    ...(ms === undefined ? [] : [duration(ms)]),
    ...(bytes === 0 ? [] : [`${plain(size(bytes))} shipped`]),
    ...(traffic === undefined || traffic.requests === 0
      ? []
      : [`${traffic.lost} of ${traffic.requests.toLocaleString('en')} requests lost`]),
    hosts.length === 1 ? `on ${hosts[0] ?? ''}` : `on ${hosts.length} hosts`,
  ];
  return parts.map((part) => el('span', {}, part));
}
