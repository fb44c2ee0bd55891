import type { WriteStream } from 'node:tty';
import { drawTree } from './draw.ts';
import type { Renderer } from './renderer.ts';
import { openScreen } from './screen.ts';
import { summaryLines } from './summary.ts';
import { treeFold } from './tree.ts';
import { visible } from '../visible.ts';

/** Milliseconds between two drawings. */
const frame = 80;

/** A tree of stages that lives while the build runs, then how it ended. For a terminal. */
export function prettyRenderer(stream: WriteStream, folder: string): Renderer {
  const { tree, add } = treeFold();
  const screen = openScreen(stream);
  const draw = (): void => screen.draw(drawTree(tree, Date.now()));
  let clock: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearInterval(clock);
    clock = undefined;
    stream.off('resize', draw);
  };
  const start = (): void => {
    if (clock !== undefined) return;
    clock = setInterval(draw, frame);
    stream.on('resize', draw);
    draw();
  };
  return {
    show(event) {
      add(event);
      if (tree.end === undefined) return start();
      stop();
      screen.clear();
      stream.write(
        `${[...drawTree(tree, Date.now()), ...summaryLines(tree, folder)].map(visible).join('\n')}\n`,
      );
    },
    pause() {
      stop();
      draw();
    },
    close() {
      stop();
      screen.close();
    },
  };
}
