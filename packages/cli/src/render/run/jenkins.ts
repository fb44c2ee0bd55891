import type { BuildEvent, StageOutline } from '@pipeline-lab/engine/builds';
import { logLines } from './log-lines.ts';
import { lineRenderer, type Renderer, type Write } from './renderer.ts';

/** The console text of Jenkins, for people and tools that read that. */
export function jenkinsRenderer(write: Write): Renderer {
  const open: Open = { declared: new Set(), stages: new Map(), blocks: new Map() };
  return lineRenderer((event) => linesOf(open, event), write);
}

/** What of a build is open. */
interface Open {
  /** The ids of the stages that the Jenkinsfile declares. */
  readonly declared: Set<string>;
  readonly stages: Map<string, OpenStage>;
  /** The names of the steps that have a block. */
  readonly blocks: Map<number, string>;
}

interface OpenStage {
  /** The name of the innermost branch around, which its output carries. */
  readonly branch: string | undefined;
  /** Blocks that its end closes. */
  readonly closes: readonly string[];
}

type Of<Type extends BuildEvent['type']> = Extract<BuildEvent, { readonly type: Type }>;

function linesOf(open: Open, event: BuildEvent): string[] {
  switch (event.type) {
    case 'build.started':
      for (const id of event.stages.flatMap(idsOf)) open.declared.add(id);
      return [...(event.causes ?? []), '[Pipeline] Start of Pipeline'];
    case 'stage.started':
      return stageStart(open, event);
    case 'stage.finished':
      return stageEnd(open, event);
    case 'step.started':
      return stepStart(open, event);
    case 'step.finished':
      return stepEnd(open, event);
    case 'log':
      return logged(open, event);
    case 'notice':
      return prefixed(open, event.stage, event.text.split('\n'));
    case 'build.finished':
      return ending(event);
    default:
      return [];
  }
}

function stageStart(
  { declared, stages }: Open,
  { stage, name, parent, branch }: Of<'stage.started'>,
): string[] {
  const around = parent === undefined ? undefined : stages.get(parent);
  const both = branch !== true || declared.has(stage);
  const closes = [...(both ? ['stage'] : []), ...(branch === true ? [''] : [])];
  stages.set(stage, { branch: branch === true ? name : around?.branch, closes });
  return [
    ...(branch === true ? [`[Pipeline] { (Branch: ${name})`] : []),
    ...(both ? ['[Pipeline] stage', `[Pipeline] { (${name})`] : []),
  ];
}

function stageEnd({ stages }: Open, { stage }: Of<'stage.finished'>): string[] {
  const lines = stages.get(stage)?.closes.flatMap((name) => closing(name)) ?? [];
  stages.delete(stage);
  return lines;
}

function stepStart({ blocks }: Open, { id, name, block }: Of<'step.started'>): string[] {
  if (name === 'stage') return [];
  if (block === true) blocks.set(id, name);
  return [
    `[Pipeline] ${name}`,
    ...(block === true && name !== 'parallel' && name !== 'node' ? ['[Pipeline] {'] : []),
  ];
}

function stepEnd({ blocks }: Open, { id }: Of<'step.finished'>): string[] {
  const name = blocks.get(id);
  blocks.delete(id);
  if (name === undefined) return [];
  return name === 'parallel' ? ['[Pipeline] // parallel'] : closing(name);
}

function logged(open: Open, event: Of<'log'>): string[] {
  const lines = prefixed(open, event.stage, logLines(event));
  const opens =
    event.step !== undefined && open.blocks.get(event.step) === 'node' && isRunningOn(event.lines);
  return opens ? [...lines, '[Pipeline] {'] : lines;
}

function prefixed({ stages }: Open, stage: string | undefined, lines: readonly string[]): string[] {
  const branch = stage === undefined ? undefined : stages.get(stage)?.branch;
  return lines.map((line) => (branch === undefined ? line : `[${branch}] ${line}`));
}

function isRunningOn(lines: readonly string[]): boolean {
  return lines[0]?.startsWith('Running on ') === true;
}

function closing(name: string): string[] {
  return ['[Pipeline] }', ...(name === '' ? [] : [`[Pipeline] // ${name}`])];
}

function idsOf({ id, stages }: StageOutline): string[] {
  return [id, ...stages.flatMap(idsOf)];
}

function ending({ result, error }: Of<'build.finished'>): string[] {
  const [first = '', ...others] = error?.message.split('\n') ?? [];
  return [
    '[Pipeline] End of Pipeline',
    ...(error === undefined || error.caught === true ? [] : [`ERROR: ${first}`, ...others]),
    `Finished: ${result}`,
  ];
}
