import type { BuildEvent } from '@pipeline-lab/engine/builds';
import { jenkinsRenderer } from './jenkins.ts';
import { plainRenderer } from './plain.ts';
import { prettyRenderer } from './pretty.ts';
import { type Format, lineRenderer, type Renderer } from './renderer.ts';
import { harmlessText } from '../visible.ts';

/** A renderer to standard output. `folder` is where the build keeps its files. */
export function openRenderer(format: Format, folder: string): Renderer {
  switch (format) {
    case 'pretty':
      return prettyRenderer(process.stdout, folder);
    case 'plain':
      return plainRenderer(writeOut);
    case 'jenkins':
      return jenkinsRenderer(writeOut);
    case 'json':
      return lineRenderer((event: BuildEvent) => [JSON.stringify(event)], writeOut);
  }
}

/** Writes to standard output; what a build says is mere text on a terminal. */
export function writeOut(text: string): void {
  process.stdout.write(process.stdout.isTTY ? harmlessText(text) : text);
}

/** What suits where the output goes. */
export function usualFormat(): Format {
  return process.stdout.isTTY && process.env['TERM'] !== 'dumb' ? 'pretty' : 'plain';
}
