import type { DeploymentsView, DeploymentView, HostView, View } from '../src/view.ts';
import { el, empty, fill } from './dom.ts';
import { duration, figure, percent, plain, shortRevision } from './format.ts';
import { icon } from './icons.ts';
import { since } from './time.ts';

/** What serves, on which hosts, and how deliveries go. */
export function drawNow(section: HTMLElement, { place, hosts, deployments }: View): void {
  if (place.destination === undefined)
    return fill(
      section,
      title('No destination'),
      empty('There is no deploy.yml in this folder: only its builds are shown. `plab schema` describes one.'),
    );
  fill(section, el('div', { class: 'serving' }, ...serving(hosts, deployments)), stats(deployments));
}

const title = (text: string): HTMLElement => el('h2', { id: 'now-title', class: 'over' }, text);

function serving(hosts: readonly HostView[], deployments: DeploymentsView | undefined): HTMLElement[] {
  const releases = new Map(
    hosts.flatMap((host) =>
      host.serving === undefined ? [] : [[host.serving.release, host.serving.label] as const],
    ),
  );
  const list = el('ul', { class: 'hosts', 'aria-label': 'Hosts' }, ...hosts.map(hostItem));
  if (releases.size === 0) {
    const known = hosts.some(({ state }) => state === 'reached');
    return [
      title('Serving now'),
      known ? empty('Nothing is deployed yet: run `plab deploy`.') : empty(unknownText(hosts)),
      list,
    ];
  }
  return [
    title(releases.size === 1 ? 'Serving now' : `${releases.size} releases side by side`),
    ...[...releases].map(([release, label]) => releaseBlock(release, label, deployments)),
    list,
  ];
}

function unknownText(hosts: readonly HostView[]): string {
  return hosts.some(({ state }) => state === 'unreachable')
    ? 'No host can be reached: what serves is not known.'
    : 'Connecting to the hosts…';
}

function releaseBlock(release: string, label: string, deployments: DeploymentsView | undefined): HTMLElement {
  const brought = deployments?.list.find((each) => each.release === release && each.result === 'released');
  return el(
    'div',
    { class: 'release' },
    el('p', { class: 'big' }, label),
    brought?.subject !== undefined && el('p', { class: 'subject' }, brought.subject),
    el('p', { class: 'meta' }, ...releaseMeta(release, brought)),
  );
}

function releaseMeta(release: string, brought: DeploymentView | undefined): (HTMLElement | string)[] {
  const parts = [el('span', {}, 'release ', el('code', {}, release))];
  if (brought?.revision !== undefined)
    parts.push(el('span', {}, 'commit ', el('code', {}, shortRevision(brought.revision))));
  if (brought !== undefined)
    parts.push(
      el(
        'span',
        {},
        `${verbs[brought.verb] ?? brought.verb} by ${brought.by} `,
        since(brought.at + (brought.ms ?? 0)),
      ),
    );
  return parts;
}

const verbs: Readonly<Record<string, string>> = {
  deploy: 'deployed',
  rollback: 'gone back to',
  promote: 'promoted',
};

function hostItem({ name, state, since: began, serving: release, error }: HostView): HTMLElement {
  const head = [
    icon(state === 'reached' ? 'good' : state === 'connecting' ? 'run' : 'bad'),
    el('b', {}, name),
  ];
  if (state === 'reached')
    return el('li', { class: 'host' }, ...head, el('span', {}, release?.label ?? 'nothing deployed'));
  if (state === 'connecting') return el('li', { class: 'host' }, ...head, el('span', {}, 'connecting…'));
  return el(
    'li',
    { class: 'host unreachable' },
    ...head,
    el('span', {}, 'unreachable since ', since(began)),
    el('p', {}, error?.message, ' ', error?.hint),
  );
}

function stats(deployments: DeploymentsView | undefined): HTMLElement {
  const { successRate, perDay, leadTime, takenBack } = deployments ?? {};
  const items: readonly (readonly [name: string, value: string, note: string])[] = [
    [
      'Deployments that succeed',
      successRate === undefined ? '–' : plain(percent(successRate)),
      'of all known',
    ],
    ['New releases', perDay === undefined ? '–' : figure(perDay * 30), 'in 30 days'],
    ['Commit to live', leadTime === undefined ? '–' : duration(leadTime), 'median'],
    ['Taken back', takenBack === undefined ? '–' : plain(percent(takenBack)), 'of the changes'],
  ];
  return el(
    'dl',
    { class: 'stats' },
    ...items.map(([name, value, note]) =>
      el('div', {}, el('dt', {}, name), el('dd', {}, value), el('dd', { class: 'note' }, note)),
    ),
  );
}
