/**
 * What the validator can say, by rule id, in the words of Jenkins' own validator; `{0}`, `{1}`… are filled in.
 * https://github.com/jenkinsci/pipeline-model-definition-plugin (Messages.properties)
 */
export const messages = {
  'agent-in-nested-stages': '"agent" is not allowed in stage "{0}" as it contains parallel or matrix stages',
  'agent-key-argument-missing': 'No argument for map key "{0}"',
  'agent-key-arguments': 'Too many arguments for map key "{0}"',
  'agent-parameter-invalid': 'Invalid config option "{0}" for agent type "{1}". Valid config options are {2}',
  'agent-parameter-missing': 'Missing required parameter for agent type "{0}": {1}',
  'agent-parameters-multiple':
    'Multiple parameters are required for agent type "{0}" - {1}. Please use a block instead.',
  'agent-type-invalid': 'Invalid agent type "{0}" specified. Must be one of {1}',
  'agent-type-missing': 'No agent type specified. Must be one of {0}',
  'argument-bare-dollar': '{0} cannot be used as a value directly. Did you mean "{0}"? (add quotes)',
  'argument-big-integer':
    'BigIntegers cannot be used as constants in Declarative. The maximum value for an integer is 9,223,372,036,854,775,807 and the minimum value for an integer is -9,223,372,036,854,775,808.',
  'argument-closure': 'Method call arguments',
  'argument-count': '"{0}" should have {1} arguments but has {2} arguments instead.',
  'argument-missing': 'Missing required parameter: "{0}"',
  'argument-not-single': 'Step does not take a single required parameter - use named parameters instead',
  'argument-type': 'Expecting "{0}" for parameter "{1}" but got "{2}" of type {3} instead',
  'argument-type-unnamed': 'Expecting "{0}" but got "{1}" of type {2} instead',
  'argument-unknown': 'Invalid parameter "{0}", did you mean "{1}"?',
  'arguments-mixed': 'Cannot mix named and unnamed arguments',
  'arguments-unnamed': 'Arguments to "{0}" must be explicitly named.',
  'axis-duplicate-name': 'Duplicate axis name: "{0}"',
  'axis-duplicate-value': 'Duplicate axis value: "{0}"',
  'blocked-step': 'Invalid step "{0}" used - not allowed in this context - {1}',
  'changelog-bad-pattern': '"{0}" is not a valid regular expression. {1}',
  'changelog-missing-pattern': 'Changelog is missing required parameter "pattern".',
  'code-block-missing': '{0} step without a block',
  'duplicate-build-condition': 'Duplicate build condition name: "{0}"',
  'duplicate-environment': 'Duplicate environment variable name: "{0}"',
  'duplicate-option': 'Duplicate option name: "{0}"',
  'duplicate-stage-name': 'Duplicate stage name: "{0}"',
  'duplicate-trigger': 'Duplicate trigger name: "{0}"',
  'empty-section': '{0} can not be empty',
  'environment-concat-value':
    'Environment variable values to be concatenated together must be single or double quoted.',
  'environment-empty': 'No variables specified for environment',
  'environment-expression':
    '"{0}" is not a valid environment expression. Use "key = value" pairs with valid Java/shell keys.',
  'environment-identifier':
    '"{0}" is not a valid identifier and cannot be used for an environment variable. Identifiers must start with a letter or underscore and can contain only letters, numbers or underscores.',
  'environment-function-argument': 'Internal function call parameters must be strings.',
  'environment-operation': 'Environment variable values can only be joined together with ‘+’s.',
  'environment-pairs': 'Expected name=value pairs',
  'environment-value':
    'Environment variable values must either be single quoted, double quoted, or function calls.',
  'exclude-values-or-not-values': 'Exclude axis must contain either "values" or "notValues"',
  'expected-agent': 'Expected an agent',
  'expected-agent-argument': 'No argument for agent',
  'expected-agent-none-any-or-block': 'Only "agent none", "agent any" or "agent {...}" are allowed.',
  'expected-block': 'Expected a block',
  'expected-block-for': 'Expected a block for {0}',
  'expected-boolean': 'Expected a boolean with {0}',
  'expected-closure-or-fail-fast': 'Expected closure or failFast',
  'expected-condition': 'Expected a when condition',
  'expected-key-value': 'Expected to find ‘someKey "someValue"’',
  'expected-library': 'Expected a "lib(...)" but got {0}',
  'expected-option': 'Expected an option',
  'expected-parameter': 'Expected a build parameter definition',
  'expected-stage': 'Expected a stage',
  'expected-stage-name': 'Expected a stage name but did not find any',
  'expected-step': 'Expected a step',
  'expected-string': 'Expected string literal',
  'expected-string-but-got': 'Expected string literal but got {0}',
  'expected-symbol': 'Expected a symbol',
  'expected-tool': 'Expected to find ‘someTool "someVersion"’',
  'expected-trigger': 'Expected a trigger',
  'field-argument-missing': 'No argument for field "{0}"',
  'field-arguments': 'Too many arguments for field "{0}"',
  'input-field-unknown': 'Not a valid field for input: "{0}"',
  'input-message-missing': 'No message specified for input',
  'invalid-post-condition': 'Invalid condition "{0}" - valid conditions are {1}',
  'invalid-type': 'Invalid {0} type "{1}". Valid {0} types: {2}',
  'map-not-allowed': '{0} cannot be defined as maps',
  // Ours: Jenkins tries to make them all.
  'matrix-too-large': 'The matrix has {0} cells; at most {1} can run',
  'method-on-object': 'Method calls on objects not allowed outside "script" blocks.',
  'nested-parallel': '"matrix" or "parallel" cannot be nested inside another "matrix" or "parallel".',
  'no-axes': 'No axis directives specified',
  'no-blocks': '{0} definitions cannot have blocks',
  'no-excludes': 'No exclude directives specified',
  'no-pipeline': 'there is no pipeline { ... } block in this file',
  'no-stages': 'No stages specified',
  'no-steps': 'No steps specified for branch',
  'no-tools': 'No tools specified',
  'one-agent': 'Only one agent type is allowed per agent section',
  'options-parameters':
    'The "parameters" job property can\'t be used in the "options" directive. Use the "parameters {...}" directive instead.',
  'options-triggers':
    'The "triggers" job property can\'t be used in the "options" directive. Use the "triggers {...}" directive instead.',
  'pipeline-not-at-top': '{0} block must be at the top-level, not within another block.',
  'pipeline-twice': 'Only one pipeline { ... } block can be executed in a single run.',
  'pipeline-without-block': 'Expected a block with the "{0}" step',
  'post-content':
    'The ‘post’ section can only contain build condition names with code blocks. Valid condition names are {0}',
  'preserved-builds': 'The number of builds to preserve must be between 1 and {0}.',
  'renamed-job-properties':
    'The ‘jobProperties’ section has been renamed as of version 0.7. Use ‘properties’ instead.',
  'renamed-notifications':
    'The ‘notifications’ section has been removed as of version 0.6. Use ‘post’ for all post-build actions.',
  'renamed-post-build':
    'The ‘postBuild’ section has been renamed as of version 0.6. Use ‘post’ for all post-build actions.',
  'renamed-properties': 'The ‘properties’ section has been renamed as of version 0.8. Use ‘options’ instead.',
  'renamed-wrappers': "The 'wrappers' section has been removed as of version 0.8. Use 'options' instead.",
  'section-definition': 'Not a valid section definition: "{0}". Some extra configuration is required.',
  'section-missing': 'Missing required section "{0}"',
  'section-twice': 'Multiple occurrences of the {0} section',
  'section-undefined': 'Undefined section "{0}"',
  'stage-body-missing': 'Expected one of "steps", "stages", or "parallel" for stage "{0}"',
  'stage-body-twice': 'Only one of "matrix", "parallel", "stages", or "steps" allowed for stage "{0}"',
  'stage-section-definition':
    'Not a valid stage section definition: "{0}". Some extra configuration is required.',
  'stage-section-unknown':
    'Unknown stage section "{0}". Starting with version 0.5, steps in a stage must be in a ‘steps’ block.',
  'stage-without-block': 'Stage does not have a block',
  'tool-argument-missing': 'No argument for tool "{0}"',
  'tool-arguments': 'Too many arguments for tool "{0}"',
  'tools-in-nested-stages': '"tools" is not allowed in stage "{0}" as it contains parallel or matrix stages',
  'when-children': 'Nested when condition "{0}" requires at least one child condition.',
  'when-children-count': 'Nested when condition "{0}" requires exactly {1} child condition(s).',
  'when-children-not-allowed': 'No children when conditions are allowed for when condition "{0}".',
  'when-empty': 'Empty when closure, remove the property or add some content.',
  'when-no-arguments': 'No additional arguments are allowed for children when condition "{0}".',
  'when-unknown': 'Unknown conditional {0}. Valid conditionals are: {1}',
} as const;

export type MessageId = keyof typeof messages;

/** Why some steps are refused, the second half of `blocked-step`. */
export const blockedSteps: Readonly<Record<string, string>> = {
  stage: 'The stage step cannot be used in Declarative Pipelines',
  properties: 'The properties step cannot be used in Declarative Pipelines',
  parallel: "The parallel step can only be used as the only top-level step in a stage's step block",
};

/** Steps that are refused as the argument of an option, a trigger or a parameter. */
export const blockedArguments: Readonly<Record<string, string>> = {
  ...blockedSteps,
  node: 'The node step cannot be called as an argument to a method in Declarative Pipelines',
};

/** The text of a message. */
export function messageText(id: MessageId, ...values: readonly (string | number)[]): string {
  return messages[id].replaceAll(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ''));
}

/** A list as Java writes it. */
export function javaList(names: readonly string[]): string {
  return `[${names.join(', ')}]`;
}
