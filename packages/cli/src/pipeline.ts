import {
  abort,
  type BuildEvent,
  endBuild,
  follow,
  type Result,
  startBuild,
} from '@pipeline-lab/engine/builds';
import type { Context } from './context.ts';
import { jobOf } from './job.ts';
import type { Repository } from './repository.ts';

export interface PipelineRequest {
  readonly repository: Repository;
  /** The Jenkinsfile, relative to the repository. */
  readonly file: string;
  readonly dirty: boolean;
  /** Variables on top of the user's own. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface PipelineOutcome {
  readonly number: number;
  readonly result: Result;
  readonly events: readonly BuildEvent[];
}

/** Runs a Jenkinsfile in a build process and hands on its events. Ctrl-C aborts the build, which then ends in order. */
export async function runPipeline(
  context: Context,
  request: PipelineRequest,
  show: (event: BuildEvent) => void,
): Promise<PipelineOutcome> {
  const { repository, file, dirty } = request;
  const env = Object.fromEntries(
    Object.entries({ ...context.env, ...request.env }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
  const build = await startBuild({
    job: await jobOf(context.stateFolder, repository, file),
    jenkinsfile: file,
    repository: repository.folder,
    commit: repository.commit,
    ...(repository.branch === undefined ? {} : { branch: repository.branch }),
    dirty,
    stateDir: context.stateFolder,
    env,
  });
  const stop = (): void => abort(build);
  const end = (): void => {
    abort(build);
    void endBuild(build);
  };
  context.signal.addEventListener('abort', stop);
  context.force.addEventListener('abort', end);
  if (context.signal.aborted) stop();
  const events: BuildEvent[] = [];
  try {
    for await (const event of follow(build)) {
      if (event.type !== 'log') events.push(event);
      show(event);
    }
  } finally {
    context.signal.removeEventListener('abort', stop);
    context.force.removeEventListener('abort', end);
  }
  const last = events.at(-1);
  return { number: build.number, result: last?.type === 'build.finished' ? last.result : 'FAILURE', events };
}
