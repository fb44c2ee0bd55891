import { type CallNode, parse, type Span } from '@pipeline-lab/groovy';
import { JenkinsfileError } from '../errors.ts';
import type { Pipeline } from '../model.ts';
import { readAgent } from './agent.ts';
import { readPost } from './post.ts';
import {
  callIn,
  checkSections,
  find,
  report,
  type Reader,
  type Section,
  sectionsOf,
  spanOf,
} from './reader.ts';
import { readEnvironment, readOptions, readParameters } from './settings.ts';
import { readStages } from './stage.ts';

const known = ['agent', 'environment', 'options', 'parameters', 'post', 'stages', 'triggers'];
/** Sections that Jenkins has and that do not run here yet. */
const unsupported = ['libraries', 'tools'];

/**
 * Reads a Declarative Pipeline. Throws a GroovySyntaxError for what is no Groovy, and one JenkinsfileError
 * (PLAB_JENKINSFILE_INVALID) with everything that is wrong in its structure.
 * https://www.jenkins.io/doc/book/pipeline/syntax/#declarative-pipeline
 */
export function parseJenkinsfile(source: string, file: string): Pipeline {
  const script = parse(source, file);
  const reader: Reader = { problems: [], stageNames: new Set() };
  const fail = (): never => {
    throw new JenkinsfileError('PLAB_JENKINSFILE_INVALID', reader.problems, source, file);
  };
  const calls = script.statements.flatMap((statement) => callIn(statement) ?? []);
  const [call, second] = calls.filter(({ name }) => name === 'pipeline');
  if (second !== undefined)
    report(reader, second, 'Only one pipeline { ... } block can be executed in a single run.');
  if (call?.closure === undefined) {
    const hint =
      'Write a Declarative Pipeline, `pipeline { agent any … }`; a scripted one does not run here.';
    report(reader, call ?? { start: 0, end: 0 }, 'there is no pipeline { ... } block in this file', hint);
    return fail();
  }
  const around = script.statements.filter((statement) => callIn(statement) !== call);
  const pipeline = { file, source, script: around, ...readSections(reader, call) };
  const { agent } = pipeline;
  return reader.problems.length === 0 && agent !== undefined ? { ...pipeline, agent } : fail();
}

function readSections(
  reader: Reader,
  call: CallNode,
): Omit<Pipeline, 'file' | 'source' | 'script' | 'agent'> & {
  readonly agent: Pipeline['agent'] | undefined;
} {
  const sections = sectionsOf(reader, call.closure, 'pipeline').filter((section) =>
    supported(reader, section),
  );
  checkSections(reader, sections, known, (name) => `Undefined section "${name}"`);
  const agent = required(reader, sections, 'agent', call.nameSpan);
  const stages = required(reader, sections, 'stages', call.nameSpan);
  const post = find(sections, 'post');
  return {
    agent: agent && readAgent(reader, agent),
    environment: readEnvironment(reader, find(sections, 'environment')),
    options: readOptions(reader, find(sections, 'options'), 'pipeline'),
    parameters: readParameters(reader, find(sections, 'parameters')),
    triggers: sectionsOf(reader, find(sections, 'triggers')?.call.closure, 'triggers').map((each) => ({
      ...each,
      ...spanOf(each.call),
    })),
    tools: [],
    libraries: [],
    stages: stages === undefined ? [] : readStages(reader, stages.call.closure, stages.call, ''),
    ...(post && { post: readPost(reader, post) }),
    ...spanOf(call),
  };
}

function supported(reader: Reader, { name, call }: Section): boolean {
  if (!unsupported.includes(name)) return true;
  report(
    reader,
    call.nameSpan,
    `the section "${name}" does not run here yet`,
    'Install the tools on the machine that builds.',
  );
  return false;
}

function required(reader: Reader, sections: readonly Section[], name: string, at: Span): Section | undefined {
  const section = find(sections, name);
  if (section === undefined) report(reader, at, `Missing required section "${name}"`);
  return section;
}
