import type { BuildEvent, StageOutline } from '@pipeline-lab/engine/builds';
import { logLines } from './log-lines.ts';
import { lineRenderer, type Renderer, type Write } from './renderer.ts';

/** The console text of Jenkins, for people and tools that read that. */
export function jenkinsRenderer(write: Write): Renderer {
  const fold = consoleOf();
  return lineRenderer(fold, write);
}

interface OpenStage {
  readonly parent: string | undefined;
  /** The name of the innermost branch around, which its output carries. */
  readonly branch: string | undefined;
  /** Blocks that its end closes. */
  readonly closes: readonly string[];
}

type Of<Type extends BuildEvent['type']> = Extract<BuildEvent, { readonly type: Type }>;

function consoleOf(): (event: BuildEvent) => string[] {
  const declared = new Set<string>();
  const stages = new Map<string, OpenStage>();
  const blocks = new Map<number, string>();
  const prefixed = (stage: string | undefined, lines: readonly string[]): string[] => {
    const branch = stage === undefined ? undefined : stages.get(stage)?.branch;
    return lines.map((line) => (branch === undefined ? line : `[${branch}] ${line}`));
  };
  const openStage = ({ stage, name, parent, branch }: Of<'stage.started'>): string[] => {
    const around = parent === undefined ? undefined : stages.get(parent);
    const both = branch !== true || declared.has(stage);
    const closes = [...(both ? ['stage'] : []), ...(branch === true ? [''] : [])];
    stages.set(stage, { parent, branch: branch === true ? name : around?.branch, closes });
    return [
      ...(branch === true ? [`[Pipeline] { (Branch: ${name})`] : []),
      ...(both ? ['[Pipeline] stage', `[Pipeline] { (${name})`] : []),
    ];
  };
  const closeStage = (stage: string): string[] => {
    const lines = stages.get(stage)?.closes.flatMap((name) => closing(name)) ?? [];
    stages.delete(stage);
    return lines;
  };
  const openStep = ({ id, name, block }: Of<'step.started'>): string[] => {
    if (name === 'stage') return [];
    if (block === true) blocks.set(id, name);
    return [
      `[Pipeline] ${name}`,
      ...(block === true && name !== 'parallel' && name !== 'node' ? ['[Pipeline] {'] : []),
    ];
  };
  const closeStep = (id: number): string[] => {
    const name = blocks.get(id);
    blocks.delete(id);
    if (name === undefined) return [];
    return name === 'parallel' ? ['[Pipeline] // parallel'] : closing(name);
  };
  return (event) => {
    switch (event.type) {
      case 'build.started':
        for (const id of event.stages.flatMap(idsOf)) declared.add(id);
        return [...(event.causes ?? []), '[Pipeline] Start of Pipeline'];
      case 'stage.started':
        return openStage(event);
      case 'stage.finished':
        return closeStage(event.stage);
      case 'step.started':
        return openStep(event);
      case 'step.finished':
        return closeStep(event.id);
      case 'log': {
        const lines = prefixed(event.stage, logLines(event));
        const opens =
          event.step !== undefined && blocks.get(event.step) === 'node' && isRunningOn(event.lines);
        return opens ? [...lines, '[Pipeline] {'] : lines;
      }
      case 'notice':
        return prefixed(event.stage, event.text.split('\n'));
      case 'build.finished':
        return ending(event);
      default:
        return [];
    }
  };
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
