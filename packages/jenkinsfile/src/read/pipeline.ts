import { type CallNode, parse, type Script, type Statement } from '@pipeline-lab/groovy/syntax';
import { type Catalogue, catalogue } from '../catalogue/catalogue.ts';
import { namesOf, pipelineDirectives } from '../catalogue/directives.ts';
import { JenkinsfileError, type Problem } from '../errors.ts';
import type { Pipeline } from '../model.ts';
import { readAgent } from './agent.ts';
import { readOptions, readParameters, readTriggers } from './declarations.ts';
import { readEnvironment } from './environment.ts';
import { pipelineStatements, reportMissing } from './locate.ts';
import { readPost } from './post.ts';
import { callIn, report, type Reader, readerOf, spanOf } from './reader.ts';
import { find, sectionsOf } from './sections.ts';
import { readStages } from './stage.ts';
import { readLibraries, readTools } from './tools.ts';

export interface Reading {
  readonly script: Script;
  /** Undefined when there is no `pipeline { }`; as far as it can be understood when there are problems. */
  readonly pipeline: Pipeline | undefined;
  /** In the order of the file. */
  readonly problems: readonly Problem[];
}

/**
 * Reads a Declarative Pipeline. Throws a GroovySyntaxError for what is no Groovy, and one JenkinsfileError
 * (PLAB_JENKINSFILE_INVALID) with everything that is wrong in its structure.
 * https://www.jenkins.io/doc/book/pipeline/syntax/#declarative-pipeline
 */
export function parseJenkinsfile(source: string, file: string, known: Catalogue = catalogue): Pipeline {
  const { pipeline, problems } = readScript(parse(source, file), source, file, known);
  if (pipeline === undefined || problems.length > 0)
    throw new JenkinsfileError('PLAB_JENKINSFILE_INVALID', problems, source, file);
  return pipeline;
}

/**
 * The pipelines that a file of a shared library holds in its method `call`, by their calls; there may be none, or one in
 * each branch of it. Throws a JenkinsfileError with everything that is wrong in them.
 */
export function pipelinesIn(
  script: Script,
  source: string,
  file: string,
  known: Catalogue = catalogue,
): ReadonlyMap<CallNode, Pipeline> {
  const reader = readerOf(source, known);
  const found = new Map<CallNode, Pipeline>();
  for (const statement of pipelineStatements(script)) {
    const call = callIn(statement);
    if (call?.closure !== undefined)
      found.set(call, { file, source, script: [], ...readSections(reader, call, statement) });
    else report(reader, statement, 'pipeline-without-block', ['pipeline']);
  }
  if (reader.problems.length > 0)
    throw new JenkinsfileError('PLAB_JENKINSFILE_INVALID', reader.problems, source, file);
  return found;
}

/** A file without a pipeline of its own: what its script calls may have one. */
export function scriptWithoutPipeline(source: string, file: string): Pipeline {
  const { statements, start } = parse(source, file);
  const empty = { libraries: [], environment: [], options: [], parameters: [], triggers: [], tools: [] };
  const agent: Pipeline['agent'] = { kind: 'none', start, end: start };
  return { file, source, script: statements, agent, stages: [], ...empty, start, end: start };
}

/** Reads the Declarative Pipeline of a script, with all that is wrong in it. */
export function readScript(
  script: Script,
  source: string,
  file: string,
  known: Catalogue = catalogue,
): Reading {
  const reader = readerOf(source, known);
  const [first, second] = pipelineStatements(script);
  if (second !== undefined && script.statements.includes(second)) report(reader, second, 'pipeline-twice');
  const call = first && callIn(first);
  if (first === undefined || call === undefined) reportMissing(reader, script);
  else if (call.closure === undefined) report(reader, first, 'pipeline-without-block', ['pipeline']);
  const pipeline =
    first === undefined || call?.closure === undefined
      ? undefined
      : { file, source, script: around(script, first), ...readSections(reader, call, first) };
  return { script, pipeline, problems: reader.problems.sort((a, b) => a.offset - b.offset) };
}

function around({ statements }: Script, pipeline: Statement): Statement[] {
  return statements.filter((statement) => statement !== pipeline);
}

const known = namesOf(pipelineDirectives);

function readSections(
  reader: Reader,
  call: CallNode,
  statement: Statement,
): Omit<Pipeline, 'file' | 'source' | 'script'> {
  const rules = { invalid: 'section-definition', unknown: 'section-undefined', known } as const;
  const sections = sectionsOf(reader, call, rules);
  for (const name of ['agent', 'stages'])
    if (find(sections, name) === undefined) report(reader, statement, 'section-missing', [name]);
  const agent = find(sections, 'agent');
  const stages = find(sections, 'stages');
  const post = find(sections, 'post');
  return {
    agent: (agent && readAgent(reader, agent)) ?? { kind: 'any', ...spanOf(call) },
    libraries: readLibraries(reader, find(sections, 'libraries')),
    environment: readEnvironment(reader, find(sections, 'environment')),
    options: readOptions(reader, find(sections, 'options'), 'pipeline'),
    parameters: readParameters(reader, find(sections, 'parameters')),
    triggers: readTriggers(reader, find(sections, 'triggers')),
    tools: readTools(reader, find(sections, 'tools')),
    stages: stages === undefined ? [] : readStages(reader, stages, { path: undefined, parallel: false }),
    ...(post && { post: readPost(reader, post) }),
    ...spanOf(call),
  };
}
