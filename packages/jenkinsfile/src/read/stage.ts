import type { CallNode, Statement } from '@pipeline-lab/groovy/syntax';
import { bodyDirectives, namesOf, stageDirectives } from '../catalogue/directives.ts';
import { type Matrix, type Stage, type StageBody, stagePath } from '../model.ts';
import { matrixSections, readAxes, readExcludes } from './matrix.ts';
import { argumentCount, blockIn, duplicates, report, type Reader, spanOf, textIn } from './reader.ts';
import { blockOf, booleanOf, find, type Section, sectionsOf } from './sections.ts';
import { readSettings } from './stage-settings.ts';
import { readStepsBody } from './steps-body.ts';

const bodies = namesOf(bodyDirectives);
const known = namesOf(stageDirectives);

/** Where stages stand. */
export interface Place {
  /** The path of the stage around them; undefined at the top. */
  readonly path: string | undefined;
  /** Whether a `parallel` or a `matrix` is around them. */
  readonly parallel: boolean;
}

/** A stage that is being read. */
interface Here extends Place {
  readonly name: string;
  readonly path: string;
}

/** The stages of `stages { }` or `parallel { }`. */
export function readStages(reader: Reader, section: Section, place: Place): Stage[] {
  const block = blockOf(reader, section);
  const stages = (block?.closure?.body ?? []).flatMap((each) => readStage(reader, each, place) ?? []);
  if (stages.length === 0) report(reader, section.statement, 'no-stages');
  for (const name of duplicates(stages.map((stage) => stage.name))) {
    const at = stages.findLast((stage) => stage.name === name);
    if (at !== undefined) report(reader, at, 'duplicate-stage-name', [name]);
  }
  return stages;
}

function readStage(reader: Reader, statement: Statement, place: Place): Stage | undefined {
  const call = blockIn(statement);
  if (call === undefined || call.receiver !== undefined || call.name !== 'stage') {
    report(reader, statement, 'expected-stage', [call?.name ?? ''], ['stage']);
    return undefined;
  }
  const name = nameOfStage(reader, call);
  if (name === undefined) return undefined;
  const path = stagePath(place.path, name);
  const rules = { invalid: 'stage-section-definition', unknown: 'stage-section-unknown', known } as const;
  const sections = sectionsOf(reader, call, rules);
  const body = readBody(reader, call, sections, { name, path, parallel: place.parallel });
  return { name, path, ...readSettings(reader, sections), body, ...spanOf(call) };
}

function nameOfStage(reader: Reader, call: CallNode): string | undefined {
  const [value] = call.positional;
  if (value === undefined) {
    report(reader, call, call.named.length > 0 ? 'expected-string' : 'expected-stage-name');
    return undefined;
  }
  if (argumentCount(call) > 2) report(reader, call, 'stage-without-block');
  const name = textIn(value);
  if (name === undefined) report(reader, value, 'expected-string');
  return name ?? 'error';
}

function readBody(
  reader: Reader,
  call: CallNode,
  sections: readonly Section[],
  { name, ...place }: Here,
): StageBody {
  const present = bodies.flatMap((body) => find(sections, body) ?? []);
  const spread = present.find((section) => section.name === 'parallel' || section.name === 'matrix');
  const [first] = present;
  const nested = present.findLast(({ name }) => name === 'matrix' || name === 'parallel');
  if (place.parallel && nested !== undefined) report(reader, nested.statement, 'nested-parallel');
  else if (present.length > 1) report(reader, call, 'stage-body-twice', [name]);
  else if (first === undefined) report(reader, call, 'stage-body-missing', [name]);
  else if (spread !== undefined) checkSpread(reader, sections, name);
  const failFast = booleanOf(reader, find(sections, 'failFast'));
  const read = present.map((section) => readOne(reader, section, { name, ...place }, failFast));
  return read[0] ?? { kind: 'steps', steps: [] };
}

/** A stage that only spreads work has nothing of its own to run it on. */
function checkSpread(reader: Reader, sections: readonly Section[], name: string): void {
  const agent = find(sections, 'agent');
  const tools = find(sections, 'tools');
  if (agent !== undefined) report(reader, agent.statement, 'agent-in-nested-stages', [name]);
  if (tools !== undefined) report(reader, tools.statement, 'tools-in-nested-stages', [name]);
}

function readOne(
  reader: Reader,
  section: Section,
  { name, path, parallel }: Here,
  failFast: boolean,
): StageBody {
  switch (section.name) {
    case 'parallel':
      return { kind: 'parallel', branches: readStages(reader, section, { path, parallel: true }), failFast };
    case 'stages':
      return { kind: 'sequential', stages: readStages(reader, section, { path, parallel }) };
    case 'matrix':
      return { kind: 'matrix', matrix: readMatrix(reader, section, path), failFast };
    default:
      return readStepsBody(reader, section, { name, parallel });
  }
}

function readMatrix(reader: Reader, section: Section, path: string): Matrix {
  const sections = matrixSections(reader, section);
  const stages = find(sections, 'stages');
  return {
    axes: readAxes(reader, find(sections, 'axes')),
    excludes: readExcludes(reader, find(sections, 'excludes')),
    stages: stages === undefined ? [] : readStages(reader, stages, { path, parallel: true }),
    ...readSettings(reader, sections),
    ...spanOf(section.call),
  };
}
