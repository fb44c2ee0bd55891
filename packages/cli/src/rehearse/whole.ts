import type { Place, Remains } from './remains.ts';

/** What is not as it has to be once a deployment has come to rest, however it ended; `powerless`: its host went down, and its guard with it. */
export function notWhole(
  { state, configured, journaled, locked, strays }: Remains,
  powerless: boolean,
): string[] {
  const left = strays.filter(
    (name) => !/[.]new$/.test(name) && !(powerless && /^(armed|missed)-/.test(name)),
  );
  return problems([
    [configured !== state.serving, `the file names ${configured}, the proxy serves ${state.serving}`],
    [!journaled.includes(state.serving ?? ''), 'the journal names another release'],
    [!state.releases.some(({ id, running }) => id === state.serving && running), 'what serves does not run'],
    [locked, 'the lock is held'],
    [left.length > 0, `left on the host: ${left.join()}`],
  ]);
}

/** What a deployment that succeeded has left behind. */
export function notTidy(
  { state, configured, last, doubled, locked, strays, images }: Remains,
  { app }: Pick<Place, 'app'>,
): string[] {
  const running = state.releases.filter((release) => release.running).length;
  // With `warm` the release of before goes on running, without traffic.
  const resting = app.warm ? 1 : 0;
  return problems([
    [last?.result !== 'released' && last?.result !== 'unchanged', `the journal ends with ${last?.result}`],
    [last?.release !== state.serving, 'the journal names another release than the proxy, in the end'],
    [configured !== state.serving, `in the end the file names ${configured}, the proxy ${state.serving}`],
    [doubled.length > 0, `the journal has two ends of ${doubled.join()}`],
    [locked, 'the lock is held in the end'],
    [strays.length > 0, `left in the end: ${strays.join()}`],
    [images.length > 0, `images left in the end: ${images.join()}`],
    [running < 1 || running > 1 + resting, `${running} releases run in the end`],
    [state.releases.length > app.keep.releases, `${state.releases.length} releases are kept in the end`],
    [state.idleServers.length > resting, `servers left in the proxy: ${state.idleServers.join()}`],
  ]);
}

function problems(found: readonly (readonly [boolean, string])[]): string[] {
  return found.flatMap(([wrong, text]) => (wrong ? text : []));
}
