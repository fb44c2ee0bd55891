import { type Family, schema } from './schema.ts';

export const scmSteps: Family = {
  title: 'Source code',
  schemas: [
    schema(
      'checkout',
      'Checks out source code.',
      { scm: 'describable' },
      {
        changelog: 'boolean',
        poll: 'boolean',
      },
    ),
    schema(
      'git',
      'Checks out a git repository.',
      { url: 'string' },
      {
        branch: 'string',
        changelog: 'boolean',
        credentialsId: 'string',
        poll: 'boolean',
      },
    ),
    schema(
      'svn',
      'Checks out a Subversion repository.',
      { url: 'string' },
      {
        changelog: 'boolean',
        poll: 'boolean',
      },
    ),
    schema(
      'resolveScm',
      'The first branch that exists.',
      { source: 'describable', targets: 'list' },
      {
        ignoreErrors: 'boolean',
      },
    ),
    schema('githubNotify', 'Sets the status of a commit on GitHub.', {}, {}, 'open'),
    schema('setGitHubPullRequestStatus', 'Sets the status of a pull request.', {}, {}, 'open'),
    schema('gitStatusWrapper', 'Shows its block as a status on GitHub.', {}, {}, 'block', 'open'),
    schema(
      'publishChecks',
      'Publishes a check on GitHub.',
      {},
      {
        actions: 'list',
        annotations: 'list',
        conclusion: 'string',
        detailsURL: 'string',
        name: 'string',
        status: 'string',
        summary: 'string',
        text: 'string',
        title: 'string',
      },
    ),
    schema(
      'withChecks',
      'Names the checks of its block.',
      { name: 'string' },
      { includeStage: 'boolean' },
      'wrapper',
    ),
    schema(
      'updateGitlabCommitStatus',
      'Sets the status of a commit on GitLab.',
      {},
      {
        name: 'string',
        state: 'string',
      },
    ),
    schema(
      'gitlabCommitStatus',
      'Shows its block as a status on GitLab.',
      {},
      {
        builds: 'list',
        connection: 'describable',
        name: 'string',
      },
      'wrapper',
    ),
    schema('gitlabBuilds', 'Names the statuses to come on GitLab.', { builds: 'list' }, {}, 'wrapper'),
    schema('addGitLabMRComment', 'Comments on a merge request.', {}, { comment: 'string' }),
    schema('bitbucketStatusNotify', 'Sets the status of a commit on Bitbucket.', {}, {}, 'open'),
    schema('discoverGitReferenceBuild', 'Finds the build to compare with.', {}, {}, 'open'),
  ],
};
