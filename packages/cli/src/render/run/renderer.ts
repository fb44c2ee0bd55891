import type { BuildEvent } from '@pipeline-lab/engine/builds';

/** Shows a build to somebody, event by event. */
export interface Renderer {
  /** Called with every event of the build, in order. */
  show(event: BuildEvent): void;
  /** Makes room for a question; what is drawn comes back with the next event. */
  pause(): void;
  /** Leaves the terminal as it was found. */
  close(): void;
}

export type Format = 'pretty' | 'plain' | 'json' | 'jenkins';

export type Write = (text: string) => void;

/** A renderer that only writes lines. */
export function lineRenderer(linesOf: (event: BuildEvent) => readonly string[], write: Write): Renderer {
  return {
    show(event) {
      const lines = linesOf(event);
      if (lines.length > 0) write(`${lines.join('\n')}\n`);
    },
    pause: () => undefined,
    close: () => undefined,
  };
}
