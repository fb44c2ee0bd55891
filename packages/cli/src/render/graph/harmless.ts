import type { Graph, GraphNode } from '@pipeline-lab/jenkinsfile/graph';
import { harmless } from '../visible.ts';

/** A graph whose names and notes hold nothing that a terminal or a page would obey. */
export function harmlessGraph({ notes, stages }: Graph): Graph {
  return { notes: notes.map(harmless), stages: stages.map(harmlessNode) };
}

function harmlessNode({ name, kind, notes, children }: GraphNode): GraphNode {
  return { name: harmless(name), kind, notes: notes.map(harmless), children: children.map(harmlessNode) };
}
