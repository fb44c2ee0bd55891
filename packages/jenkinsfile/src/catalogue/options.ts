import { type Family, schema } from './schema.ts';

/** Options of Declarative itself that a stage may have, too. */
export const stageOptions: Family = {
  title: 'Options of a pipeline or a stage',
  schemas: [
    schema('skipDefaultCheckout', 'No checkout at the start of an agent.', {
      skipDefaultCheckout: 'Boolean',
    }),
    schema('checkoutToSubdirectory', 'Checks out into a folder of the workspace.', {
      subdirectory: 'string',
    }),
  ],
};

/** Options that only a pipeline may have: those of Declarative and the job properties. */
export const pipelineOptions: Family = {
  title: 'Options of a pipeline',
  schemas: [
    schema('disableRestartFromStage', 'No restart from a stage.'),
    schema('newContainerPerStage', 'A new container of the agent for each stage.'),
    schema('parallelsAlwaysFailFast', 'Every `parallel` and `matrix` is `failFast`.'),
    schema('preserveStashes', 'Keeps stashes for restarts.', {}, { buildCount: 'int' }),
    schema('quietPeriod', 'Seconds to wait before the build starts.', { quietPeriod: 'int' }),
    schema('skipStagesAfterUnstable', 'Skips what follows a stage that made the build UNSTABLE.'),
    schema('authorizationMatrix', 'Permissions of the job.', {}, {}, 'open'),
    schema('buildBlocker', 'Waits for other jobs.', {}, {}, 'open'),
    schema('buildDiscarder', 'Which builds are kept.', { strategy: 'describable' }),
    schema('copyArtifactPermission', 'Who may copy artifacts.', { projectNames: 'string' }),
    schema('disableConcurrentBuilds', 'One build at a time.', {}, { abortPrevious: 'boolean' }),
    schema('disableResume', 'Does not go on after a restart.'),
    schema('durabilityHint', 'How safely the state is written.', { hint: 'any' }),
    schema(
      'githubProjectProperty',
      'The project on GitHub.',
      { projectUrlStr: 'string' },
      { displayName: 'string' },
    ),
    schema('gitLabConnection', 'The connection to GitLab.', {}, {}, 'open'),
    schema('gitlabConnection', 'The connection to GitLab.', {}, {}, 'open'),
    schema('office365ConnectorWebhooks', 'Messages to Teams.', {}, {}, 'open'),
    schema('overrideIndexTriggers', 'Whether scans start builds.', { enableTriggers: 'boolean' }),
    schema('rateLimitBuilds', 'Limits how often builds start.', { throttle: 'any' }),
    schema('sidebarLinks', 'Links in the side bar.', {}, {}, 'open'),
    schema('throttleJobProperty', 'Limits how many builds run.', {}, {}, 'open'),
  ],
};
