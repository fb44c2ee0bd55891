import type { Case } from '../plugin/cases.ts';

/**
 * Why a case is not run here, if it is not: it is about what only Jenkins, its JVM or the plugin's own test extensions
 * have. Everything else is run.
 */
export function reasonToLeaveOut({ name, method }: Case): string | undefined {
  const [className = ''] = name.split('.');
  const known = methods[name] ?? classes[className];
  const { ignored } = method;
  if (known === undefined && ignored !== undefined && !runAllTheSame.has(name))
    return ignored === '' ? 'ignored by the plugin itself' : `ignored by the plugin itself: ${ignored}`;
  if (known !== undefined || className !== 'RestartDeclarativePipelineActionTest') return known;
  return method.words.has('restartFromStageInUI') ? undefined : restart;
}

const extension = 'needs a Java extension that the tests of the plugin define';
const folder = "needs what hangs on a folder of Jenkins' jobs";
const jvm = "is about a limit of the JVM's methods";
const javaClass = 'names a Java class of Jenkins in the script';
const restart = "asks the Java object behind Jenkins' restart page";

/** What is ignored there for a reason that does not hold here: too large for its CI, covered elsewhere, a dependency. */
const runAllTheSame: ReadonlySet<string> = new Set([
  'BasicModelDefTest.logActionPresentForError',
  'MatrixTest.matrix1024',
  'MatrixTest.matrix300',
  'MatrixTest.matrix50',
  'MatrixTest.matrixPipelineTwoAxisOneExclude',
  'MatrixTest.matrixPipelineTwoAxisTwoExcludes',
  'OptionsTest.disableConcurrentBuilds',
]);

const invalid = 'ignored by the plugin itself: its file is no valid pipeline, a matrix has no axes';

const classes: Readonly<Record<string, string>> = {
  RuntimeASTTransformerTest: extension,
  StepRuntimeTransformerContributorTest: extension,
  ValidateDeclarativePipelineStepTest: 'is a scripted pipeline',
  ValidatorTest: 'is a case of the replay `validator`',
};

const methods: Readonly<Record<string, string>> = {
  'AgentTest.multipleVariablesForAgent': extension,
  'BasicModelDefTest.stages100WithOutsideVarAndFuncNotAllowed': jvm,
  'BasicModelDefTest.stages300NoSplit': jvm,
  'CredentialWrapperStepTest.mixedEnvInFolder': folder,
  'CredentialWrapperStepTest.noBindingAvailable': 'needs a certificate in the credentials store',
  'CredentialWrapperStepTest.sshCredentialsInEnv':
    'ignored by the plugin itself: names of users are no longer masked',
  'MatrixTest.matrixStagesGroupsAndStages': invalid,
  'MatrixTest.matrixStagesHaveStatusAndPost': invalid,
  'MatrixTest.matrixStagesNestedInSequential': invalid,
  'MatrixTest.matrixStagesShouldntTriggerNSE': invalid,
  'MatrixTest.matrixPipelineQuoteEscaping': 'ignored by the plugin itself: its file is missing',
  'MultipleUnnamedParametersTest.tooManyUnnamedParameters': extension,
  'StepsTest.metaStepSyntax': extension,
  'WhenStageTest.whenBeforeAgentFalse': javaClass,
  'WhenStageTest.whenBeforeAgentTrue': javaClass,
  'WhenStageTest.whenBeforeAgentUnspecified': javaClass,
};
