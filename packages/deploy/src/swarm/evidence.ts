import { labels } from '../host/state.ts';
import { linesOf } from '../rollout/container.ts';
import { withoutSecrets } from '../rollout/hide-secrets.ts';
import { all } from '../rollout/phase.ts';
import type { Target } from '../rollout/target.ts';
import type { Journey } from './journey.ts';

/** Containers of one host whose last lines are told. */
const most = 2;
const lines = 20;

/** Tells the last lines of the release's containers that ended or are not healthy, and what their health check said. */
export async function tellFailures({ release }: Journey, targets: readonly Target[]): Promise<void> {
  await all(targets, async (target) => {
    // What led here is told in any case.
    await tellOf(target, release.id).catch(() => undefined);
  });
}

async function tellOf(target: Target, release: string): Promise<void> {
  const { docker } = target.connection;
  const filters = { label: [`${labels.app}=${target.app.app}`, `${labels.release}=${release}`] };
  const found = await docker.listContainers({ all: true, filters });
  const failed = found.filter(
    ({ State, Status, Labels }) =>
      State !== 'running' || (Labels[labels.worker] === undefined && !Status.includes('(healthy)')),
  );
  for (const { Id } of failed.slice(0, most)) {
    const { State, Config } = await docker.getContainer(Id).inspect();
    const said = State.Health?.Log.findLast(({ ExitCode }) => ExitCode !== 0)?.Output.trim() ?? '';
    const role = Config.Labels[labels.worker] ?? 'it';
    target.say(`a container of ${role}: ${State.Status}, exit code ${State.ExitCode}`);
    for (const line of await linesOf(target, Id, lines)) target.say(`  ${line}`);
    if (said !== '') target.say(`  its health check: ${withoutSecrets(Config, said.slice(0, 500))}`);
  }
}
