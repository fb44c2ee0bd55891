import type { BuildEvent, Result, StageOutline, TestFailure } from '@pipeline-lab/engine/builds';
import { logLines } from './log-lines.ts';
import { lastWritten } from '../visible.ts';

/** A build as the events so far tell it. */
export interface BuildTree {
  job: string;
  number: number;
  commit: string;
  branch: string;
  /** The Jenkinsfile, relative to the repository. */
  file: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  readonly roots: StageNode[];
  readonly failures: TestFailure[];
  readonly tests: { passed: number; failed: number; skipped: number };
  readonly artifacts: { readonly path: string; readonly bytes: number }[];
  readonly notices: string[];
  end: Extract<BuildEvent, { readonly type: 'build.finished' }> | undefined;
}

export interface StageNode {
  readonly id: string;
  readonly name: string;
  readonly children: StageNode[];
  state: 'waiting' | 'running' | 'finished';
  startedAt: number;
  ms: number;
  /** The number of the event of its end. */
  endedAs: number;
  result: Result | undefined;
  skipped: string | undefined;
  /** What it is at, outermost step first. */
  readonly steps: Map<number, string>;
  /** The last lines of its own output. */
  readonly lines: string[];
}

/** How many lines of a stage are kept. */
const keptLines = 20;

export interface TreeFold {
  readonly tree: BuildTree;
  readonly add: (event: BuildEvent) => void;
}

/** Folds events into a tree; its size does not depend on how many steps have ended. */
export function treeFold(): TreeFold {
  const nodes = new Map<string, StageNode>();
  const tree: BuildTree = {
    job: '',
    number: 0,
    commit: '',
    branch: '',
    file: 'Jenkinsfile',
    startedAt: 0,
    roots: [],
    failures: [],
    tests: { passed: 0, failed: 0, skipped: 0 },
    artifacts: [],
    notices: [],
    end: undefined,
  };
  return { tree, add: (event) => add(tree, nodes, event) };
}

function add(tree: BuildTree, nodes: Map<string, StageNode>, event: BuildEvent): void {
  const node = 'stage' in event && event.stage !== undefined ? nodes.get(event.stage) : undefined;
  switch (event.type) {
    case 'build.started':
      tree.job = event.job;
      tree.number = event.number;
      tree.commit = event.commit;
      tree.branch = event.branch ?? '';
      tree.file = event.file;
      tree.startedAt = Date.parse(event.at);
      tree.roots.push(...event.stages.map((stage) => declared(stage, nodes)));
      return;
    case 'stage.started':
      return start(tree, nodes, event);
    case 'stage.finished':
      return finish(node, event);
    case 'step.started':
      node?.steps.set(event.id, event.summary === '' ? event.name : `${event.name} ${event.summary}`);
      return;
    case 'step.finished':
      node?.steps.delete(event.id);
      return;
    case 'log':
      return keep(node, event);
    case 'test.report':
      tree.tests.passed += event.passed;
      tree.tests.failed += event.failed;
      tree.tests.skipped += event.skipped;
      tree.failures.push(...event.failures);
      return;
    case 'artifact':
      tree.artifacts.push(event);
      return;
    case 'notice':
      tree.notices.push(event.text);
      return;
    case 'build.finished':
      tree.end = event;
      return;
  }
}

function declared({ id, name, stages }: StageOutline, nodes: Map<string, StageNode>): StageNode {
  const node = newNode(id, name);
  nodes.set(id, node);
  node.children.push(...stages.map((stage) => declared(stage, nodes)));
  return node;
}

function newNode(id: string, name: string): StageNode {
  return {
    id,
    name,
    children: [],
    state: 'waiting',
    startedAt: 0,
    ms: 0,
    endedAs: 0,
    result: undefined,
    skipped: undefined,
    steps: new Map(),
    lines: [],
  };
}

function start(
  tree: BuildTree,
  nodes: Map<string, StageNode>,
  event: Extract<BuildEvent, { readonly type: 'stage.started' }>,
): void {
  const known = nodes.get(event.stage);
  const node = known ?? newNode(event.stage, event.name);
  node.state = 'running';
  node.startedAt = Date.parse(event.at);
  if (known !== undefined) return;
  nodes.set(event.stage, node);
  const siblings =
    event.parent === undefined ? tree.roots : (nodes.get(event.parent)?.children ?? tree.roots);
  const next = event.parent === undefined ? siblings.findIndex(({ state }) => state === 'waiting') : -1;
  if (next < 0) siblings.push(node);
  else siblings.splice(next, 0, node);
}

function finish(
  node: StageNode | undefined,
  { seq, result, ms, skipped }: Extract<BuildEvent, { readonly type: 'stage.finished' }>,
): void {
  if (node === undefined) return;
  node.state = 'finished';
  node.endedAs = seq;
  node.result = result;
  node.ms = ms;
  node.skipped = skipped;
  node.steps.clear();
  // Only what went wrong is shown again.
  if (result === 'SUCCESS' || result === 'NOT_BUILT') node.lines.length = 0;
}

function keep(node: StageNode | undefined, log: Extract<BuildEvent, { readonly type: 'log' }>): void {
  if (node === undefined) return;
  const lines = log.lines.slice(-keptLines).map(lastWritten);
  node.lines.push(...logLines({ ...log, lines }));
  if (node.lines.length > keptLines) node.lines.splice(0, node.lines.length - keptLines);
}
