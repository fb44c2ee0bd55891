import type { BuildView, DeploymentsView, Point, View } from './view.ts';

/** One message of the stream: the whole view first, then what has changed. */
export type Change =
  | { readonly type: 'view'; readonly value: View }
  | { readonly type: 'hosts'; readonly value: View['hosts'] }
  | { readonly type: 'point'; readonly value: Point }
  | { readonly type: 'deployments'; readonly value: DeploymentsView }
  | { readonly type: 'builds'; readonly value: readonly BuildView[] }
  | { readonly type: 'build'; readonly value: BuildView };

/** So many points are kept: 15 minutes of one each 2 s. */
export const keptPoints = 450;

/** The view after a change. Pure. */
export function apply(view: View, change: Change): View {
  switch (change.type) {
    case 'view':
      return change.value;
    case 'point':
      return { ...view, points: [...view.points.slice(1 - keptPoints), change.value] };
    case 'build':
      // All of them are told first.
      return view.builds === undefined ? view : { ...view, builds: withBuild(view.builds, change.value) };
    default:
      return { ...view, [change.type]: change.value };
  }
}

function withBuild(builds: readonly BuildView[], build: BuildView): BuildView[] {
  const others = builds.filter(({ number }) => number !== build.number);
  return [...others, build].toSorted((a, b) => b.number - a.number);
}
