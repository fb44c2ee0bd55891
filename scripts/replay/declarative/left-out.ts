import type { Case } from '../plugin/cases.ts';

/**
 * Why a case is not run here, if it is not: it is about what only Jenkins, its JVM or the plugin's own test extensions
 * have. Everything else is run.
 */
export function reasonToLeaveOut({ name, method }: Case): string | undefined {
  const [className = ''] = name.split('.');
  const known = methods[name] ?? classes[className];
  if (known !== undefined || className !== 'RestartDeclarativePipelineActionTest') return known;
  return method.words.has('restartFromStageInUI') ? undefined : restart;
}

const extension = 'needs a Java extension that the tests of the plugin define';
const folder = "needs what hangs on a folder of Jenkins' jobs";
const jvm = "is about a limit of the JVM's methods";
const javaClass = 'names a Java class of Jenkins in the script';
const restart = "asks the Java object behind Jenkins' restart page";

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
  'MultipleUnnamedParametersTest.tooManyUnnamedParameters': extension,
  'StepsTest.metaStepSyntax': extension,
  'WhenStageTest.whenBeforeAgentFalse': javaClass,
  'WhenStageTest.whenBeforeAgentTrue': javaClass,
  'WhenStageTest.whenBeforeAgentUnspecified': javaClass,
};
