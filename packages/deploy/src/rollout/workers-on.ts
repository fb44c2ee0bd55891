import type { Role } from '../config/roles.ts';
import type { Target } from './target.ts';

/** A container of a role, such as `worker-1`. */
export interface NumberedWorker {
  readonly name: string;
  readonly role: Role;
}

/** What works beside a release on a rollout's host, as deploy.yml says. */
export function workersOn({
  app,
  connection: { host },
}: Pick<Target, 'app' | 'connection'>): NumberedWorker[] {
  return Object.entries(app.roles)
    .filter(([, { group }]) => group === undefined || host.groups?.includes(group) === true)
    .flatMap(([name, role]) =>
      Array.from({ length: role.replicas }, (_, index) => ({ name: `${name}-${index + 1}`, role })),
    );
}
