import { checkHosts } from '@pipeline-lab/deploy';
import type { Context } from '../context.ts';
import { chooseHosts } from '../destination.ts';
import { withHostKeys } from '../host-keys.ts';
import { checkTable } from '../render/check.ts';
import { StageFailure } from './failure.ts';

export interface CheckOptions {
  readonly json: boolean;
  readonly acceptHostKey: readonly string[];
}

/** Prints what a deployment needs of a host, or of each host of a destination; exit code 1 when one has a problem. */
export async function check(
  context: Context,
  text: string | undefined,
  { json, acceptHostKey }: CheckOptions,
): Promise<void> {
  const { app, hosts } = await chooseHosts(context, text);
  const look = async () => await checkHosts(app, hosts, context.signal);
  const checks = await withHostKeys(context, acceptHostKey, look);
  console.log(json ? JSON.stringify(checks.map(plain), undefined, 2) : checkTable(checks));
  const problems = checks.flatMap(({ findings }) => findings.filter(({ state }) => state === 'problem'));
  if (problems.length > 0) throw new StageFailure(`${problems.length} problems`);
}

type Check = Awaited<ReturnType<typeof checkHosts>>[number];

function plain({ host, findings }: Check): object {
  return {
    host,
    findings: findings.map(({ error, ...finding }) => ({
      ...finding,
      ...(error === undefined ? {} : { code: error.code, next: error.hint }),
    })),
  };
}
