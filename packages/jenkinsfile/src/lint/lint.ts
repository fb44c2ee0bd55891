import { lineAndColumn, type ParseResult, type Position, parseAll } from '@pipeline-lab/groovy/syntax';
import { type Catalogue, catalogue } from '../catalogue/catalogue.ts';
import type { Problem } from '../errors.ts';
import { messages } from '../messages.ts';
import type { Pipeline } from '../model.ts';
import { declaredNames } from '../names.ts';
import { readScript } from '../read/pipeline.ts';
import { allStages, settingsHolders } from '../stages.ts';
import { plainCalls } from '../tree.ts';
import { rules } from './registry.ts';
import type { Severity, Subject } from './rule.ts';
import { silencer, type Suppression, suppressionsIn } from './suppress.ts';

/** One thing that the linter has to say. */
export interface Finding extends Problem {
  readonly severity: Severity;
  readonly from: Position;
  readonly to: Position;
}

export interface LintOptions {
  /** Default: all that the product knows. */
  readonly catalogue?: Catalogue;
  /** Further steps that are known, such as those of a library in the same folder. */
  readonly steps?: readonly string[];
}

/**
 * Everything that is wrong or doubtful in a Jenkinsfile, in the order of the file: what is no Groovy, what the
 * validator of Jenkins refuses, and what the rules find. Never throws, whatever the source is.
 */
export function lintJenkinsfile(source: string, file: string, options: LintOptions = {}): Finding[] {
  const found: Unplaced[] = [];
  const suppressions = suppressionsIn(source);
  try {
    for (const each of foundIn(source, file, suppressions, options)) found.push(each);
  } catch (error) {
    // An expression may be deeper than the stack of what looks at it; what was found before stays found.
    if (!(error instanceof RangeError)) throw error;
    const message = 'an expression of this file is nested too deeply: not all of it was looked at';
    found.push({ rule: 'syntax', offset: 0, end: 0, message });
  }
  return placed(found, source, suppressions);
}

function* foundIn(
  source: string,
  file: string,
  suppressions: readonly Suppression[],
  options: LintOptions,
): Iterable<Unplaced> {
  const known = options.catalogue ?? catalogue;
  const parsed = parseAll(source, file);
  const { script, errors } = parsed;
  for (const { offset, problem: message } of errors)
    yield { rule: 'syntax', severity: 'error', offset, end: Math.min(offset + 1, source.length), message };
  const { pipeline, problems } = readScript(script, source, file, known);
  yield* problems.filter(({ rule }) => errors.length === 0 || !absences.has(rule));
  if (pipeline !== undefined && errors.length === 0)
    yield* remarksOn(subjectOf(parsed, source, pipeline, suppressions, options));
}

/** What a statement that is no Groovy may have been: these problems may be its consequences only. */
const absences: ReadonlySet<string> = new Set([
  'no-pipeline',
  'section-missing',
  'no-stages',
  'no-steps',
  'no-tools',
  'no-axes',
  'no-excludes',
  'empty-section',
  'environment-empty',
  'when-empty',
  'when-children',
  'when-children-count',
  'stage-body-missing',
  'input-message-missing',
  'agent-type-missing',
  'expected-agent',
  'agent-parameter-missing',
]);

/** A problem of the validator is an error. */
type Unplaced = Problem & { readonly severity?: Severity };

function subjectOf(
  { script, tree }: ParseResult,
  source: string,
  pipeline: Pipeline,
  suppressions: readonly Suppression[],
  { catalogue: known = catalogue, steps = [] }: LintOptions,
): Subject {
  const calls = plainCalls(tree);
  return {
    source,
    script,
    tree,
    calls,
    pipeline,
    catalogue: known,
    stages: allStages(pipeline),
    holders: settingsHolders(pipeline.stages),
    declared: declaredNames(tree).union(new Set(steps)),
    suppressions,
    ruleIds,
  };
}

const ruleIds: ReadonlySet<string> = new Set([
  'syntax',
  ...rules.map(({ id }) => id),
  ...Object.keys(messages),
]);

function* remarksOn(subject: Subject): Iterable<Unplaced> {
  for (const { id: rule, severity: usual, check } of rules)
    for (const { at, message, hint, severity = usual } of check(subject)) {
      const found = { rule, severity, offset: at.start, end: at.end, message };
      yield hint === undefined ? found : { ...found, hint };
    }
}

function placed(found: readonly Unplaced[], source: string, suppressions: readonly Suppression[]): Finding[] {
  const isSilent = silencer(suppressions);
  const positionOf = (offset: number): Position => lineAndColumn(source, offset);
  return found
    .map(({ severity = 'error', ...problem }) => {
      const span = { from: positionOf(problem.offset), to: positionOf(problem.end) };
      return Object.assign({ severity }, problem, span);
    })
    .filter(({ rule, from }) => !isSilent(rule, from.line))
    .sort((a, b) => a.offset - b.offset || a.end - b.end);
}
