import { graphOf } from '@pipeline-lab/jenkinsfile/graph';
import type { Context } from '../context.ts';
import { harmlessGraph } from '../render/graph/harmless.ts';
import { readPipeline } from './read-pipeline.ts';

export type GraphFormat = 'text' | 'mermaid' | 'svg';

/** Draws the stages of a Jenkinsfile on stdout. */
export async function graph(context: Context, file: string, format: GraphFormat): Promise<void> {
  const drawn = harmlessGraph(graphOf(await readPipeline(context, file)));
  if (format === 'mermaid') console.log((await import('../render/graph/mermaid.ts')).graphMermaid(drawn));
  else if (format === 'svg') console.log((await import('../render/graph/svg.ts')).graphSvg(drawn));
  else console.log((await import('../render/graph/text.ts')).graphText(drawn));
}
