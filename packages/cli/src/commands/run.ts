import { startBuild } from '@pipeline-lab/engine/builds';
import type { Context } from '../context.ts';
import { badUsage } from '../errors.ts';
import { openRenderer, usualFormat } from '../render/run/open.ts';
import type { Format } from '../render/run/renderer.ts';
import { exitCodeOf } from '../run/exit-code.ts';
import { showBuild } from '../run/follow.ts';
import { requestOf, type RunOptions } from '../run/request.ts';
import { onEveryChange } from '../run/watch.ts';
import { StageFailure } from './failure.ts';

export interface RunCommandOptions extends RunOptions {
  readonly format?: string;
  readonly json?: true;
  readonly watch?: true;
}

/** Runs the Jenkinsfile of the repository around a folder. Throws when the result is not SUCCESS. */
export async function run(context: Context, options: RunCommandOptions): Promise<void> {
  const format = formatOf(options);
  if (options.watch !== true) {
    // The build goes on when its terminal is closed.
    const code = await runOnce({ ...context, signal: context.interrupted }, options, format);
    if (code !== 0) throw new StageFailure('the build did not succeed', code);
    return;
  }
  const { request } = await requestOf(context, options, false);
  await onEveryChange(request.repository, context.signal, async (signal) => {
    await runOnce({ ...context, signal }, { ...options, dirty: true }, format);
    if (!context.signal.aborted) context.say('plab: waits for a change; Ctrl-C ends');
  });
}

async function runOnce(context: Context, options: RunOptions, format: Format): Promise<number> {
  // Merely to look at stdin takes time: it comes last.
  const interactive = format !== 'json' && process.stdout.isTTY && process.stdin.isTTY;
  const { request, head, metrics } = await requestOf(context, options, interactive);
  const build = await startBuild(request, context.processes, head);
  const publish = async (say: Context['say']): Promise<void> => {
    if (metrics !== undefined)
      await (await import('../metrics/publish.ts')).publish({ ...context, say }, metrics);
  };
  const renderer = openRenderer(format, build.folder);
  // That it runs is told while it runs; what fails there fails again at the end, and is told once.
  const [end] = await Promise.all([
    showBuild(context, build, renderer, interactive),
    publish(() => undefined),
  ]);
  await publish(context.say);
  return exitCodeOf(end);
}

function formatOf({ format, json }: RunCommandOptions): Format {
  if (json === true) return 'json';
  if (format === undefined) return usualFormat();
  const known = (['pretty', 'plain', 'json', 'jenkins'] as const).find((each) => each === format);
  if (known === undefined)
    throw badUsage(`there is no format ${format}`, 'Use pretty, plain, json or jenkins.');
  if (known === 'pretty' && !process.stdout.isTTY)
    throw badUsage('the format pretty draws on a terminal, and this is none', 'Use plain, json or jenkins.');
  return known;
}
