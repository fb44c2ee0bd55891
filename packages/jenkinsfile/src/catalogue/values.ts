import { type Family, schema } from './schema.ts';

/** What stands in the arguments of steps and options: calls that describe a thing. */
export const describedValues: Family = {
  title: 'Values inside of arguments',
  schemas: [
    schema(
      'logRotator',
      'Which builds are kept.',
      {
        daysToKeepStr: 'string',
        numToKeepStr: 'string',
        artifactDaysToKeepStr: 'string',
        artifactNumToKeepStr: 'string',
      },
      { removeLastBuild: 'boolean' },
    ),
    schema(
      'scmGit',
      'A git checkout.',
      {},
      {
        branches: 'list',
        browser: 'describable',
        doGenerateSubmoduleConfigurations: 'boolean',
        extensions: 'list',
        gitTool: 'string',
        submoduleCfg: 'list',
        userRemoteConfigs: 'list',
      },
    ),
    schema('gitSCM', 'A git checkout.', {}, {}, 'open'),
    schema('modernSCM', 'Where a library comes from.', { scm: 'describable' }, { libraryPath: 'string' }),
    schema('legacySCM', 'Where a library comes from.', { scm: 'describable' }, { libraryPath: 'string' }),
    schema('gitSource', 'A git repository with branches.', {}, {}, 'open'),
    schema(
      'configFile',
      'A managed file.',
      { fileId: 'string' },
      {
        replaceTokens: 'boolean',
        targetLocation: 'string',
        variable: 'string',
      },
    ),
    schema('specific', 'A build by its number.', { buildNumber: 'string' }),
    schema('lastSuccessful', 'The last successful build.', {}, { stable: 'boolean' }),
    schema('lastCompleted', 'The last build that ended.'),
    schema('lastWithArtifacts', 'The last build with artifacts.'),
    schema('permalink', 'A build by a permalink.', { id: 'string' }),
    schema('upstream', 'The build that started this one.', {}, {}, 'open'),
    schema('downstream', 'A build that another one started.', {
      upstreamProjectName: 'string',
      upstreamBuildNumber: 'string',
    }),
    schema('agent', 'Retries when the agent was lost.'),
    schema('nonresumable', 'Retries what cannot go on after a restart.'),
    schema('kubernetesAgent', 'Retries when the pod was lost.', {}, { handleNonKubernetes: 'boolean' }),
    schema('containerTemplate', 'A container of a pod.', {}, {}, 'open'),
    schema('envVar', 'A variable of a container.', {}, {}, 'open'),
    schema('developers', 'Who changed something since the last build.'),
    schema('culprits', 'Who changed something since the last good build.'),
    schema('requestor', 'Who started the build.'),
    schema('brokenBuildSuspects', 'Who may have broken the build.'),
    schema('brokenTestsSuspects', 'Who may have broken tests.'),
    schema('upstreamDevelopers', 'Who changed something in upstream builds.'),
    schema('userIdentity', 'The name in commits.', {}, {}, 'open'),
    schema('sshPublisherDesc', 'Where to copy.', {}, {}, 'open'),
    schema('sshTransfer', 'What to copy.', {}, {}, 'open'),
  ],
};

/** The values of `build`'s parameters. */
export const buildParameters: Family = {
  title: 'Parameters of `build`',
  schemas: [
    schema('string', 'A text.', { name: 'string', value: 'string' }),
    schema('text', 'Several lines.', { name: 'string', value: 'string' }),
    schema('booleanParam', 'True or false.', { name: 'string', value: 'boolean' }),
    schema('password', 'A secret.', { name: 'string', value: 'any' }, { description: 'string' }),
    schema('choice', 'One of a list.', { name: 'string', value: 'string' }),
    schema('run', 'A build.', { name: 'string', runId: 'string' }),
    schema('credentials', 'A credential.', { name: 'string', value: 'string' }, { description: 'string' }),
  ],
};

/** The types of tools that `tools` knows without a plugin's class name. */
export const tools: readonly string[] = [
  'allure',
  'ant',
  'cmake',
  'docker',
  'dockerTool',
  'dotnetsdk',
  'git',
  'go',
  'gradle',
  'groovy',
  'jdk',
  'jfrog',
  'jgit',
  'maven',
  'msbuild',
  'nodejs',
  'oc',
  'python',
  'sbt',
  'snyk',
  'sonarQube',
  'terraform',
  'xcode',
];
