import { apply, type Change } from '../src/change.ts';
import type { View } from '../src/view.ts';
import { buildList } from './builds.ts';
import { drawDeployments } from './deployments.ts';
import { at, el, fill, write } from './dom.ts';
import { clock, date } from './format.ts';
import { drawNow } from './now.ts';
import { newsOf } from './news.ts';
import { serviceCharts } from './service.ts';
import { offerThemes } from './theme.ts';
import { renewTimes, stopClock } from './time.ts';
import { timeline } from './timeline.ts';

offerThemes();
const draw = drawing();
const frozen = document.getElementById('snapshot')?.textContent;
if (frozen === undefined || frozen === null) follow();
else still(JSON.parse(frozen) as { at: number; view: View });

/** Draws a view that stands still. */
function still({ at: when, view }: { readonly at: number; readonly view: View }): void {
  stopClock(when);
  connection('still', `Snapshot of ${date(when)}, ${clock(when)}`);
  draw(view);
}

/** Follows the server; a connection that breaks is made again by the browser, and begins with the whole view. */
function follow(): void {
  let view: View | undefined;
  const source = new EventSource('events');
  source.addEventListener('open', () => connection('live', 'Live'));
  source.addEventListener('error', () => connection('lost', 'No answer from plab: trying again'));
  source.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const change = JSON.parse(data) as Change;
    if (view === undefined && change.type !== 'view') return;
    const before = view;
    view = before === undefined && change.type === 'view' ? change.value : apply(before as View, change);
    draw(view, change.type);
    tell(newsOf(before, view));
  });
  setInterval(renewTimes, 5000);
  // What runs grows while nothing happens in it.
  setInterval(
    () => view?.builds?.some(({ result }) => result === undefined) === true && draw(view, 'build'),
    1000,
  );
}

/** What has been heard need not stay. */
function tell(news: readonly string[]): void {
  const said = at('said');
  said.append(...news.map((text) => el('p', {}, text)));
  while (said.childElementCount > 20) said.firstElementChild?.remove();
}

function connection(state: 'live' | 'lost' | 'still', text: string): void {
  at('connection').dataset['state'] = state;
  write(at('connection'), text);
}

/** Draws what a change concerns; without one, everything. */
function drawing(): (view: View, type?: Change['type']) => void {
  const charts = serviceCharts(at('charts'), at('service-note'));
  const line = timeline(at('timeline'));
  const builds = buildList(at('builds'));
  return (view, type = 'view') => {
    const all = type === 'view';
    if (all) name(view);
    if (all) notes(view);
    if (all || type === 'hosts' || type === 'deployments') drawNow(at('now'), view);
    if (all || type === 'deployments') line(view.deployments?.list ?? []);
    if (all || type === 'deployments' || type === 'hosts') drawDeployments(at('deployments'), view);
    if (all || type === 'point' || type === 'deployments' || type === 'hosts') charts(view);
    if (all || type === 'build' || type === 'builds') builds(view.builds);
  };
}

function notes({ place: { destination, job } }: View): void {
  write(
    at('releases-note'),
    destination === undefined ? '' : 'What served when, as the journals of the hosts tell.',
  );
  write(at('builds-note'), `Job ${job}: each bar is as long as its build took.`);
}

function name({ place: { project, destination, url } }: View): void {
  document.title = destination === undefined ? project : `${project} → ${destination}`;
  const to =
    destination === undefined
      ? []
      : [el('span', { class: 'arrow', 'aria-label': 'to' }, '→'), el('span', {}, destination)];
  fill(at('title'), project, ...to);
  if (url === undefined || !/^https?:\/\//.test(url)) return;
  const link = el(
    'a',
    { href: url, rel: 'noreferrer noopener', target: '_blank', class: 'address' },
    url.replace(/^https?:\/\//, ''),
  );
  at('title').parentElement?.querySelector('.address')?.remove();
  at('title').after(link);
}
