import { type Family, schema } from './schema.ts';

export const triggers: Family = {
  title: 'Triggers',
  schemas: [
    schema('cron', 'At times; `H` spreads the load.', { spec: 'string' }),
    schema(
      'pollSCM',
      'Looks for changes at times.',
      { scmpoll_spec: 'string' },
      {
        ignorePostCommitHooks: 'boolean',
      },
    ),
    schema('upstream', 'After other jobs.', { upstreamProjects: 'string' }, { threshold: 'any' }),
    schema('parameterizedCron', 'At times, with parameters.', { parameterizedSpecification: 'string' }),
    schema('githubPush', 'On a push to GitHub.'),
    schema('githubPullRequests', 'On pull requests.', {}, {}, 'open'),
    schema('gitlab', 'On events of GitLab.', {}, {}, 'open'),
    schema('bitbucketPush', 'On a push to Bitbucket.', {}, {}, 'open'),
    schema('bitBucketTrigger', 'On events of Bitbucket.', {}, {}, 'open'),
    schema('gerrit', 'On events of Gerrit.', {}, {}, 'open'),
    schema('genericTrigger', 'On a call of a web hook.', {}, {}, 'open'),
    schema('GenericTrigger', 'On a call of a web hook.', {}, {}, 'open'),
    schema('issueCommentTrigger', 'On a comment.', {}, {}, 'open'),
    schema('eventTrigger', 'On an event of CloudBees.', {}, {}, 'open'),
    schema('dockerHub', 'On a push to Docker Hub.', {}, {}, 'open'),
    schema('fswatcher', 'On a change of files.', {}, {}, 'open'),
    schema('snapshotDependencies', 'On a new Maven snapshot.', {}, {}, 'open'),
  ],
};
