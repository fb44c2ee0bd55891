import type { Case } from '../plugin/cases.ts';

/**
 * Why a case is not run here, if it is not: it needs what only a Jenkins controller, a Java class or the plugin's own
 * test extensions have. Everything else is run.
 */
export function reasonToLeaveOut({ name, method, steps }: Case): string | undefined {
  const [className = ''] = name.split('.');
  const known = methods[name] ?? classes[className];
  if (known !== undefined) return known;
  for (const [word, reason] of words) if (method.words.has(word)) return reason;
  if (steps.some((step) => step.kind === 'run' && step.unread.length > 0))
    return "looks at Jenkins' own objects, not at the log";
  return undefined;
}

const library = "needs a library of Jenkins' global settings";
const store = 'needs the credentials store of Jenkins';
const restart = "restarts through Jenkins' REST action";
const javaClass = 'names a Java class of Jenkins in the script';

const classes: Readonly<Record<string, string>> = {
  CredentialWrapperStepTest: store,
  LibrariesTest: library,
  PreserveStashesJobPropertyTest: 'reads a property of the job in Jenkins',
  RestartDeclarativePipelineActionTest: restart,
  RuntimeASTTransformerTest: 'needs a Java extension of the plugin that its tests define',
  StepRuntimeTransformerContributorTest: 'needs a Java extension of the plugin that its tests define',
  ValidateDeclarativePipelineStepTest: 'runs a step that validates files of a running build',
  ValidatorTest: 'is a case of the replay `validator`',
};

const methods: Readonly<Record<string, string>> = {
  'AgentTest.multipleVariablesForAgent': 'uses an agent type that the tests of the plugin define',
  'BasicModelDefTest.booleanParamBuildStep': 'starts another job of the Jenkins',
  'MultipleUnnamedParametersTest.tooManyUnnamedParameters':
    'uses an option that the tests of the plugin define',
  'SerializationTest.serializationLibrariesGString': library,
  'StepsTest.htmlPublisher': 'reads what the htmlpublisher plugin keeps in Jenkins',
  'WhenStageTest.whenBeforeAgentFalse': javaClass,
  'WhenStageTest.whenBeforeAgentTrue': javaClass,
  'WhenStageTest.whenBeforeAgentUnspecified': javaClass,
};

/** Words of a test that tell what it needs. */
const words: readonly (readonly [string, string])[] = [
  ['initGlobalLibrary', library],
  ['SCRIPT_SPLITTING_TRANSFORMATION', "is about a limit of the JVM's methods"],
  ['SCRIPT_SPLITTING_ALLOW_LOCAL_VARIABLES', "is about a limit of the JVM's methods"],
  ['globalCredentials', store],
  ['CredentialsProvider', store],
  ['SystemCredentialsProvider', store],
  ['scheduleBuild2', 'starts builds through the Java API'],
];
