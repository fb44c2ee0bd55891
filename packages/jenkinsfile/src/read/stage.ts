import type { CallNode, ClosureNode } from '@pipeline-lab/groovy';
import type { Stage, StageBody } from '../model.ts';
import { readAgent } from './agent.ts';
import { readPost } from './post.ts';
import {
  checkSections,
  find,
  isSet,
  report,
  type Reader,
  type Section,
  sectionsOf,
  spanOf,
  suggestion,
  textArgument,
} from './reader.ts';
import { readEnvironment, readOptions } from './settings.ts';
import { readWhen } from './when.ts';

const bodies = ['steps', 'parallel', 'stages'];
const known = ['agent', 'environment', 'failFast', 'options', 'post', 'when', ...bodies];
/** Parts of a stage that Jenkins has and that do not run here yet. */
const unsupported = ['input', 'matrix', 'tools'];

/** The stages of `stages { }` or `parallel { }`. */
export function readStages(
  reader: Reader,
  block: ClosureNode | undefined,
  at: CallNode,
  parent: string,
): Stage[] {
  const sections = sectionsOf(reader, block, at.name);
  const stages = sections.flatMap(({ name, call }) => {
    if (name === 'stage') return [readStage(reader, call, parent)];
    if (name !== 'failFast') report(reader, call.nameSpan, 'Expected a stage', suggestion(name, ['stage']));
    return [];
  });
  if (stages.length === 0 && sections.length === 0) report(reader, at, 'No stages specified');
  return stages;
}

function readStage(reader: Reader, call: CallNode, parent: string): Stage {
  const name = textArgument(call, 'name') ?? '';
  if (name === '') report(reader, call, "Expected a stage name, such as stage('Build')");
  else if (reader.stageNames.has(name)) report(reader, call, `Duplicate stage name: "${name}"`);
  reader.stageNames.add(name);
  const path = parent === '' ? name : `${parent} / ${name}`;
  const sections = sectionsOf(reader, call.closure, `stage "${name}"`);
  const supported = sections.filter((section) => {
    if (!unsupported.includes(section.name)) return true;
    report(reader, section.call.nameSpan, `"${section.name}" in a stage does not run here yet`);
    return false;
  });
  checkSections(
    reader,
    supported,
    known,
    (unknown) =>
      `Unknown stage section "${unknown}". Starting with version 0.5, steps in a stage must be in a ‘steps’ block.`,
  );
  const agent = find(sections, 'agent');
  const readAs = agent && readAgent(reader, agent);
  const when = find(sections, 'when');
  const post = find(sections, 'post');
  return {
    name,
    path,
    ...(readAs && { agent: readAs }),
    environment: readEnvironment(reader, find(sections, 'environment')),
    options: readOptions(reader, find(sections, 'options'), 'stage'),
    tools: [],
    ...(when && { when: readWhen(reader, when) }),
    body: readBody(reader, call, sections, name, path),
    ...(post && { post: readPost(reader, post) }),
    ...spanOf(call),
  };
}

function readBody(
  reader: Reader,
  stage: CallNode,
  sections: readonly Section[],
  name: string,
  path: string,
): StageBody {
  const present = sections.filter((section) => bodies.includes(section.name));
  const [first, second] = present;
  if (first === undefined && !sections.some((section) => unsupported.includes(section.name))) {
    report(reader, stage, `Expected one of "steps", "stages", or "parallel" for stage "${name}"`);
  }
  if (second !== undefined) {
    const message = `Only one of "parallel", "stages", or "steps" allowed for stage "${name}"`;
    report(reader, second.call.nameSpan, message);
  }
  if (first?.name === 'parallel') {
    const branches = readStages(reader, first.call.closure, first.call, path);
    return { kind: 'parallel', branches, failFast: isSet(find(sections, 'failFast')) };
  }
  if (first?.name === 'stages') {
    return { kind: 'sequential', stages: readStages(reader, first.call.closure, first.call, path) };
  }
  const steps = first?.call.closure?.body ?? [];
  if (first !== undefined && steps.length === 0) report(reader, first.call, `No steps specified for branch`);
  return { kind: 'steps', steps };
}
