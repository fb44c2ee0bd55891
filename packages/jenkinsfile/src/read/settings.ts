import type { CallNode } from '@pipeline-lab/groovy';
import type { BuildParameter, EnvEntry, Option, ParameterType } from '../model.ts';
import {
  argument,
  report,
  type Reader,
  type Section,
  sectionsOf,
  spanOf,
  suggestion,
  textArgument,
} from './reader.ts';

/** `environment { NAME = value }` */
export function readEnvironment(reader: Reader, section: Section | undefined): EnvEntry[] {
  return (section?.call.closure?.body ?? []).flatMap((statement) => {
    const assignment = statement.kind === 'expression' ? statement.expression : undefined;
    if (
      assignment?.kind !== 'assign' ||
      assignment.target.kind !== 'variable' ||
      assignment.operator !== '='
    ) {
      report(reader, statement, 'Expected name=value pairs in environment');
      return [];
    }
    return [{ name: assignment.target.name, value: assignment.value, ...spanOf(statement) }];
  });
}

const pipelineOptions = [
  'ansiColor',
  'buildDiscarder',
  'checkoutToSubdirectory',
  'disableConcurrentBuilds',
  'disableResume',
  'newContainerPerStage',
  'overrideIndexTriggers',
  'parallelsAlwaysFailFast',
  'preserveStashes',
  'quietPeriod',
  'rateLimitBuilds',
  'retry',
  'skipDefaultCheckout',
  'skipStagesAfterUnstable',
  'timeout',
  'timestamps',
];
const stageOptions = ['ansiColor', 'retry', 'skipDefaultCheckout', 'timeout', 'timestamps'];

/** `options { timeout(…) }` of a pipeline or of a stage. */
export function readOptions(
  reader: Reader,
  section: Section | undefined,
  of: 'pipeline' | 'stage',
): Option[] {
  const known = of === 'pipeline' ? pipelineOptions : stageOptions;
  return sectionsOf(reader, section?.call.closure, 'options').flatMap(({ name, call }) => {
    if (known.includes(name)) return [{ name, call, ...spanOf(call) }];
    const message = `Invalid option type "${name}". Valid option types: [${known.join(', ')}]`;
    report(reader, call.nameSpan, message, suggestion(name, known));
    return [];
  });
}

const parameterTypes: readonly ParameterType[] = ['string', 'text', 'booleanParam', 'choice', 'password'];

/** `parameters { string(name: 'X', defaultValue: 'y') }` */
export function readParameters(reader: Reader, section: Section | undefined): BuildParameter[] {
  return sectionsOf(reader, section?.call.closure, 'parameters').flatMap(({ name, call }) => {
    const type = parameterTypes.find((known) => known === name);
    const parameterName = textArgument(call, 'name');
    if (type === undefined) {
      const message = `Invalid parameter type "${name}". Valid parameter types: [${parameterTypes.join(', ')}]`;
      report(reader, call.nameSpan, message, suggestion(name, parameterTypes));
      return [];
    }
    if (parameterName === undefined) {
      report(reader, call, `Missing required parameter: "name" of ${name}`);
      return [];
    }
    return [readParameter(type, parameterName, call)];
  });
}

function readParameter(type: ParameterType, name: string, call: CallNode): BuildParameter {
  const named = (key: string): ReturnType<typeof argument> =>
    call.named.some((entry) => entry.key.kind === 'literal' && entry.key.value === key)
      ? argument(call, key)
      : undefined;
  const description = named('description');
  const defaultValue = named('defaultValue');
  const choices = named('choices');
  return {
    type,
    name,
    call,
    ...(description && { description }),
    ...(defaultValue && { defaultValue }),
    ...(choices && { choices }),
    ...spanOf(call),
  };
}
