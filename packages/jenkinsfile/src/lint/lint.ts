import { type Position, parseAll, type Script } from '@pipeline-lab/groovy/syntax';
import { type Catalogue, catalogue } from '../catalogue/catalogue.ts';
import type { Problem } from '../errors.ts';
import type { Pipeline } from '../model.ts';
import { declaredNames } from '../names.ts';
import { readScript } from '../read/pipeline.ts';
import { allStages } from '../stages.ts';
import { plainCalls, treeOf } from '../tree.ts';
import { linesOf } from './lines.ts';
import { rules } from './registry.ts';
import type { Severity, Subject } from './rule.ts';
import { suppressions } from './suppress.ts';

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
  try {
    return placed(foundIn(source, file, options), source);
  } catch (error) {
    // A chain of thousands of calls or operators is deeper than the stack of what looks at it.
    if (!(error instanceof RangeError)) throw error;
    const message = 'an expression of this file is nested too deeply';
    return placed([{ rule: 'syntax', offset: 0, end: 0, message }], source);
  }
}

function foundIn(source: string, file: string, options: LintOptions): Unplaced[] {
  const known = options.catalogue ?? catalogue;
  const { script, errors } = parseAll(source, file);
  const syntax = errors.map((error) => ({
    rule: 'syntax',
    severity: 'error' as const,
    offset: error.offset,
    end: Math.min(error.offset + 1, source.length),
    message: error.problem,
  }));
  const { pipeline, problems } = readScript(script, source, file, known);
  const certain = problems.filter(({ rule }) => errors.length === 0 || !absences.has(rule));
  const remarks =
    pipeline === undefined || errors.length > 0
      ? []
      : remarksOn(subjectOf(script, source, pipeline, options));
  return [...syntax, ...certain, ...remarks];
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
  script: Script,
  source: string,
  pipeline: Pipeline,
  { catalogue: known = catalogue, steps = [] }: LintOptions,
): Subject {
  const tree = treeOf(script);
  const calls = plainCalls(tree);
  return {
    source,
    script,
    tree,
    calls,
    pipeline,
    catalogue: known,
    stages: allStages(pipeline),
    declared: declaredNames(tree).union(new Set(steps)),
  };
}

function remarksOn(subject: Subject): Unplaced[] {
  return rules.flatMap(({ id, severity, check }) =>
    Array.from(check(subject), (remark) => {
      const { at, message, hint } = remark;
      const found = {
        rule: id,
        severity: remark.severity ?? severity,
        offset: at.start,
        end: at.end,
        message,
      };
      return hint === undefined ? found : { ...found, hint };
    }),
  );
}

function placed(found: readonly Unplaced[], source: string): Finding[] {
  const isSuppressed = suppressions(source);
  const positionOf = linesOf(source);
  return found
    .map(({ severity = 'error', ...problem }) => {
      const span = { from: positionOf(problem.offset), to: positionOf(problem.end) };
      return Object.assign({ severity }, problem, span);
    })
    .filter(({ rule, from }) => !isSuppressed(rule, from.line))
    .sort((a, b) => a.offset - b.offset || a.end - b.end);
}
