import type { BuildEvent } from '@pipeline-lab/engine/builds';
import { jenkinsRenderer } from './jenkins.ts';
import { plainRenderer } from './plain.ts';
import { prettyRenderer } from './pretty.ts';
import { type Format, lineRenderer, type Renderer } from './renderer.ts';

/** A renderer to standard output. `folder` is where the build keeps its files. */
export function openRenderer(format: Format, folder: string): Renderer {
  const write = (text: string): void => void process.stdout.write(text);
  switch (format) {
    case 'pretty':
      return prettyRenderer(process.stdout, folder);
    case 'plain':
      return plainRenderer(write);
    case 'jenkins':
      return jenkinsRenderer(write);
    case 'json':
      return lineRenderer((event: BuildEvent) => [JSON.stringify(event)], write);
  }
}

/** What suits where the output goes. */
export function usualFormat(): Format {
  return process.stdout.isTTY && process.env['TERM'] !== 'dumb' ? 'pretty' : 'plain';
}
