import { el, write } from './dom.ts';
import { ago, clock, date } from './format.ts';

let present: () => number = Date.now;

/** The time of a page that stands still. */
export function stopClock(at: number): void {
  present = () => at;
}

/** Milliseconds since 1970. */
export const now = (): number => present();

/** How long ago something was, which stays right; the exact time is its title. */
export function since(at: number): HTMLTimeElement {
  const time = el('time', { datetime: new Date(at).toISOString(), title: `${date(at)}, ${clock(at, true)}` });
  write(time, ago(now() - at));
  return time;
}

/** Writes again how long ago everything was. */
export function renewTimes(): void {
  for (const time of document.querySelectorAll('time')) write(time, ago(now() - Date.parse(time.dateTime)));
}
