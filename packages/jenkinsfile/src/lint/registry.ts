import type { Rule } from './rule.ts';
import { cronSpec } from './rules/cron-spec.ts';
import { envComparison } from './rules/env-comparison.ts';
import { inputWithoutTimeout } from './rules/input-without-timeout.ts';
import { noAgent } from './rules/no-agent.ts';
import { overwrittenPath } from './rules/overwritten-path.ts';
import { reservedVariable } from './rules/reserved-variable.ts';
import { secretInterpolation } from './rules/secret-interpolation.ts';
import { shadowedAssignment } from './rules/shadowed-assignment.ts';
import { singleQuotes } from './rules/single-quotes.ts';
import { stepArguments } from './rules/step-arguments.ts';
import { undeclaredParameter } from './rules/undeclared-parameter.ts';
import { unknownIgnore } from './rules/unknown-ignore.ts';
import { unknownStash } from './rules/unknown-stash.ts';
import { unknownStep } from './rules/unknown-step.ts';
import { unreachableStage } from './rules/unreachable-stage.ts';
import { unreachableStep } from './rules/unreachable-step.ts';

/** What the linter finds beyond the validator of Jenkins. */
export const rules: readonly Rule[] = [
  cronSpec,
  envComparison,
  inputWithoutTimeout,
  noAgent,
  overwrittenPath,
  reservedVariable,
  secretInterpolation,
  shadowedAssignment,
  singleQuotes,
  stepArguments,
  undeclaredParameter,
  unknownIgnore,
  unknownStash,
  unknownStep,
  unreachableStage,
  unreachableStep,
];
