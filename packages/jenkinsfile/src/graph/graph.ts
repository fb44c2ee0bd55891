import { childStages } from '../model.ts';
import type { Agent, Pipeline, Stage, StageSettings } from '../model.ts';

/** A stage as it is drawn. */
export interface GraphNode {
  readonly name: string;
  readonly kind: 'stage' | 'group' | 'parallel' | 'matrix';
  /** What is worth knowing besides the name: `when`, `input`, the agent, `fail fast`. */
  readonly notes: readonly string[];
  /** One after the other in a group, at the same time in `parallel` and `matrix`. */
  readonly children: readonly GraphNode[];
}

export interface Graph {
  readonly notes: readonly string[];
  readonly stages: readonly GraphNode[];
}

/** What a pipeline runs, with the branches of `parallel` steps and the cells of matrices. */
export function graphOf(pipeline: Pipeline): Graph {
  const post = pipeline.post === undefined ? [] : [`post ${[...pipeline.post.keys()].join(', ')}`];
  return { notes: [agentNote(pipeline.agent), ...post], stages: pipeline.stages.map(nodeOf) };
}

function nodeOf(stage: Stage): GraphNode {
  const { name, body } = stage;
  const notes = notesOf(stage);
  if (body.kind === 'steps') {
    const branches = (body.branches ?? []).map((branch) => leaf(branch.name));
    return { name, kind: branches.length > 0 ? 'parallel' : 'stage', notes, children: branches };
  }
  const children = childStages(stage).map(nodeOf);
  if (body.kind === 'sequential') return { name, kind: 'group', notes, children };
  const failFast = body.failFast ? ['fail fast'] : [];
  return { name, kind: body.kind, notes: [...notes, ...failFast], children };
}

function leaf(name: string): GraphNode {
  return { name, kind: 'stage', notes: [], children: [] };
}

function notesOf({ agent, when, input, post }: StageSettings): string[] {
  return [
    ...(when === undefined ? [] : ['when']),
    ...(input === undefined ? [] : ['input']),
    ...(agent === undefined ? [] : [agentNote(agent)]),
    ...(post === undefined ? [] : ['post']),
  ];
}

function agentNote(agent: Agent): string {
  if (agent.kind !== 'docker' && agent.kind !== 'label') return `agent ${agent.kind}`;
  const value = agent.kind === 'docker' ? agent.image : agent.label;
  const text = value.kind === 'literal' ? ` ${String(value.value)}` : '';
  return `agent ${agent.kind}${text}`;
}
