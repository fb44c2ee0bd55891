import type { DeploymentRecord, JournalEntry } from './journal.ts';

/** The deployments that ended, oldest first, each with its last count of requests. Pure. */
export function deployments(journal: readonly JournalEntry[]): DeploymentRecord[] {
  const counted = new Map(
    journal.flatMap((line) =>
      line.type === 'deployment.counted' ? [[line.deployment, line.traffic] as const] : [],
    ),
  );
  return journal
    .filter((line) => line.type === 'deployment.finished')
    .map((line) => withTraffic(line, counted.get(line.deployment) ?? line.traffic));
}

function withTraffic(record: DeploymentRecord, traffic: DeploymentRecord['traffic']): DeploymentRecord {
  return traffic === undefined ? record : { ...record, traffic };
}
