import { abort, type BuildEvent, endBuild, follow, type RunningBuild } from '@pipeline-lab/engine/builds';
import type { Context } from '../context.ts';
import type { Renderer } from '../render/run/renderer.ts';
import { questionsOf } from './questions.ts';

/**
 * Shows a build to its end; answers its questions in the terminal when `interactive`. Gives its last event. Throws when
 * the terminal is closed, whatever becomes of the build.
 */
export async function showBuild(
  context: Context,
  build: RunningBuild,
  renderer: Renderer,
  interactive: boolean,
): Promise<BuildEvent | undefined> {
  const stop = (): void => abort(build);
  const end = (): void => {
    abort(build);
    void endBuild(build);
  };
  context.signal.addEventListener('abort', stop);
  context.force.addEventListener('abort', end);
  if (context.signal.aborted) stop();
  /** What happened while a question was on the screen. */
  const held: BuildEvent[] = [];
  const questions = questionsOf(build, context.signal, {
    opened: () => renderer.pause(),
    closed: () => held.splice(0).forEach((event) => renderer.show(event)),
  });
  let last: BuildEvent | undefined;
  try {
    for await (const event of follow(build, context.hungUp)) {
      last = event;
      if (questions.open) held.push(event);
      else renderer.show(event);
      if (interactive) questions.see(event);
    }
  } finally {
    context.signal.removeEventListener('abort', stop);
    context.force.removeEventListener('abort', end);
    await questions.close();
    renderer.close();
  }
  return last;
}
