import { join } from 'node:path';
import { Interruption } from '../errors.ts';
import type { Build, Site } from './build.ts';
import { interrupt, newLine, newScope, terminate } from './interrupts.ts';
import type { BuildRequest } from './request.ts';
import { timeSpan } from './time-span.ts';
import { timeoutGrace } from './timeout.ts';
import { startTimer } from './timer.ts';

/** The site of a build outside of all stages and agents; `end` is aborted when its time and that of `post` is over. */
export function outermostSite(
  build: Build,
  request: BuildRequest,
  { signal, force }: { readonly signal: AbortSignal; readonly force: AbortSignal },
  end: AbortController,
): Site {
  const line = newLine();
  const scope = newScope(line);
  const onStop = (): void => interrupt(scope, reasonOf(signal));
  if (signal.aborted) onStop();
  signal.addEventListener('abort', onStop);
  force.addEventListener('abort', () => terminate(scope, reasonOf(force)));
  const { timeoutMs } = request;
  if (timeoutMs !== undefined) {
    const over = new Interruption('timeout', `the build took longer than ${timeSpan(timeoutMs)}`, {
      hint: 'Give `--timeout` more time, or find out in the log what the steps were waiting for.',
    });
    startTimer(timeoutMs, () => {
      interrupt(scope, over);
      startTimer(timeoutGrace, () => {
        terminate(scope, over);
        end.abort(over);
      });
    });
  }
  return {
    build,
    env: {},
    cwd: outsideOfNodes(build),
    signal,
    line,
    scopes: [scope],
  };
}

/** Where the few steps work that need no node and yet start a program: made for it, gone with the build. */
export function outsideOfNodes({ folder }: Pick<Build, 'folder'>): string {
  return join(folder, 'outside');
}

function reasonOf({ reason }: AbortSignal): Interruption {
  return reason instanceof Interruption ? reason : new Interruption('abort', 'the build was aborted');
}
