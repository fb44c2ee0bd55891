import { type CheckRequest, checkHost } from '../check/check-host.ts';
import { fail, PlabError } from '../errors.ts';
import type { Connection } from '../ssh/connection.ts';
import type { Report } from './events.ts';
import { missingBytes } from './missing-layers.ts';
import { all } from './phase.ts';
import type { Rollout } from './target.ts';

/** Checks one host as a rollout does; rejects with all that is wrong with it. Gives what is worth a warning. */
export async function preflight(connection: Connection, request: CheckRequest): Promise<string[]> {
  const findings = await checkHost(connection, request);
  const problems = findings.flatMap(({ error }) => error ?? []);
  if (problems.length > 0) throw together(problems);
  return findings.flatMap(({ state, check, detail }) => (state === 'warning' ? `${check}: ${detail}` : []));
}

/** Looks at every host at once; all their problems are one error. Gives how many bytes of its image each one lacks. */
export async function checkAll(
  connections: readonly Connection[],
  { verb, app, sources }: Pick<Rollout, 'verb' | 'app' | 'sources'>,
  report: Report,
): Promise<ReadonlyMap<Connection, number | undefined>> {
  const problems: PlabError[] = [];
  const lacks = await all(connections, async (connection) => {
    const { host } = connection;
    const image = sources?.get(host)?.image;
    // Where a roll-back goes to was reached before, whatever deploy.yml asks for by now.
    const replicas = verb === 'deploy' ? app.replicas : 1;
    const missing = missingBytes(connection, image);
    const request = { app: app.app, replicas, image, missing, locked: true, registry: image !== undefined };
    const warnings = await preflight(connection, request).catch((error: unknown) => {
      if (!(error instanceof PlabError)) throw error;
      problems.push(error);
      return [];
    });
    for (const text of warnings) report({ type: 'say', host: host.name, text });
    return [connection, await missing] as const;
  });
  if (problems.length > 0) throw together(problems);
  return new Map(lacks);
}

/** One problem as it is; several as one error that tells of each, with what to do about it. */
export function together(problems: readonly PlabError[]): PlabError {
  const [first, ...others] = problems.flatMap((problem) =>
    problem instanceof Problems ? problem.all : problem,
  );
  if (first === undefined) throw new Error('there is a problem');
  return others.length === 0 ? first : new Problems([first, ...others]);
}

/** Several problems of one or more hosts. */
class Problems extends PlabError {
  readonly all: readonly PlabError[];

  constructor(all: readonly PlabError[]) {
    const lines = all.map(({ message, hint, code }) => `  ${message}\n    next: ${hint} (${code})`);
    const { code, message, hint } = fail('PLAB_PREFLIGHT', `${all.length}`, lines.join('\n'));
    super(code, message, hint);
    this.all = all;
  }
}
