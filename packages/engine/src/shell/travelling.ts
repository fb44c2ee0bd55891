/** What Jenkins itself gives to every step: it goes along even where this machine has the same by chance. */
const ofJenkins =
  /^(?:CI|BUILD_.+|JOB_.+|JENKINS_URL|BRANCH_NAME|TAG_NAME|CHANGE_.+|STAGE_NAME|NODE_NAME|NODE_LABELS|EXECUTOR_NUMBER|WORKSPACE.*|GIT_(?:COMMIT|BRANCH|LOCAL_BRANCH|URL|PREVIOUS_.+))$/;

/**
 * The variables that go with a program into a container or to another machine: those that the build has set. What this
 * machine has anyway, such as JAVA_HOME or a token in somebody's shell, stays here (docker-workflow, `WithContainerStep`).
 */
export function travelling(
  env: Readonly<Record<string, string>>,
  staying: ReadonlySet<string>,
): [string, string][] {
  return Object.entries(env).filter(
    ([name, value]) => !staying.has(name) && (process.env[name] !== value || ofJenkins.test(name)),
  );
}
