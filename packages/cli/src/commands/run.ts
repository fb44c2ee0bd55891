import type { Context } from '../context.ts';
import { runPipeline } from '../pipeline.ts';
import { buildReport } from '../render/build.ts';
import { repositoryAt } from '../repository.ts';
import { StageFailure } from './failure.ts';

export interface RunOptions {
  readonly file: string;
  readonly dirty: boolean;
  readonly json: boolean;
}

/** Runs the Jenkinsfile of the repository around the present folder. Throws when the result is not SUCCESS. */
export async function run(context: Context, { file, dirty, json }: RunOptions): Promise<void> {
  const repository = await repositoryAt(context.cwd);
  const { result } = await runPipeline(context, { repository, file, dirty }, buildReport(json));
  if (result !== 'SUCCESS') throw new StageFailure(`the build ended with ${result}`);
}
