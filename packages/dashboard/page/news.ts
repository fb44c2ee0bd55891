import type { View } from '../src/view.ts';
import { buildOutcome, deploymentOutcome } from './results.ts';

/** What somebody who hears the page has to be told of a change. */
export function newsOf(before: View | undefined, view: View): string[] {
  if (before === undefined) return [];
  return [...hostNews(before, view), ...deploymentNews(before, view), ...buildNews(before, view)];
}

function hostNews(before: View, { hosts }: View): string[] {
  if (before.hosts === hosts) return [];
  return hosts
    .filter(({ name, state }) => before.hosts.find((host) => host.name === name)?.state !== state)
    .map(({ name, state }) => `${name} is ${state}`);
}

function deploymentNews(before: View, { deployments }: View): string[] {
  if (before.deployments === undefined || before.deployments === deployments) return [];
  const known = new Map(before.deployments.list.map(({ id, result }) => [id, result]));
  return (deployments?.list ?? [])
    .filter(({ id, result }) => known.get(id) !== result)
    .map((deployment) => `${deployment.label}: ${deploymentOutcome(deployment).text}`);
}

function buildNews(before: View, { builds }: View): string[] {
  if (before.builds === undefined || before.builds === builds) return [];
  const known = new Map(before.builds.map((build) => [build.number, build]));
  return (builds ?? [])
    .filter((build) => !known.has(build.number) || known.get(build.number)?.result !== build.result)
    .map((build) => `Build ${build.number}: ${buildOutcome(build).text}`);
}
