import { abort, answer, type BuildEvent, follow, type RunningBuild } from '@pipeline-lab/engine/builds';
import type { Context } from '../context.ts';
import type { Renderer } from '../render/run/renderer.ts';
import { ask } from './ask.ts';

/** Shows a build to its end; answers its questions in the terminal when `interactive`. Gives its last event. */
export async function showBuild(
  context: Context,
  build: RunningBuild,
  renderer: Renderer,
  interactive: boolean,
): Promise<BuildEvent | undefined> {
  const stop = (): void => abort(build);
  context.signal.addEventListener('abort', stop);
  context.force.addEventListener('abort', stop);
  if (context.signal.aborted) stop();
  let last: BuildEvent | undefined;
  try {
    for await (const event of follow(build)) {
      renderer.show(event);
      last = event;
      if (event.type !== 'input.requested' || !interactive) continue;
      renderer.pause();
      const text = await ask(event, context.signal).catch(() => undefined);
      if (text !== undefined) await answer(build.folder, event.id, text);
    }
  } finally {
    context.signal.removeEventListener('abort', stop);
    context.force.removeEventListener('abort', stop);
    renderer.close();
  }
  return last;
}
