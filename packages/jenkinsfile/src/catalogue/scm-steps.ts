export const scmSteps = {
  checkout: {
    summary: 'Checks out source code.',
    required: { scm: 'describable' },
    optional: { changelog: 'boolean', poll: 'boolean' },
  },
  git: {
    summary: 'Checks out a git repository.',
    required: { url: 'string' },
    optional: { branch: 'string', changelog: 'boolean', credentialsId: 'string', poll: 'boolean' },
  },
  svn: {
    summary: 'Checks out a Subversion repository.',
    required: { url: 'string' },
    optional: { changelog: 'boolean', poll: 'boolean' },
  },
  resolveScm: {
    summary: 'The first branch that exists.',
    required: { source: 'describable', targets: 'list' },
    optional: { ignoreErrors: 'boolean' },
  },
  githubNotify: { summary: 'Sets the status of a commit on GitHub.', open: true },
  setGitHubPullRequestStatus: { summary: 'Sets the status of a pull request.', open: true },
  gitStatusWrapper: { summary: 'Shows its block as a status on GitHub.', block: true, open: true },
  publishChecks: {
    summary: 'Publishes a check on GitHub.',
    optional: {
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
  },
  withChecks: {
    summary: 'Names the checks of its block.',
    required: { name: 'string' },
    optional: { includeStage: 'boolean' },
    wrapper: true,
  },
  updateGitlabCommitStatus: {
    summary: 'Sets the status of a commit on GitLab.',
    optional: { name: 'string', state: 'string' },
  },
  gitlabCommitStatus: {
    summary: 'Shows its block as a status on GitLab.',
    optional: { builds: 'list', connection: 'describable', name: 'string' },
    wrapper: true,
  },
  gitlabBuilds: {
    summary: 'Names the statuses to come on GitLab.',
    required: { builds: 'list' },
    wrapper: true,
  },
  addGitLabMRComment: { summary: 'Comments on a merge request.', optional: { comment: 'string' } },
  bitbucketStatusNotify: { summary: 'Sets the status of a commit on Bitbucket.', open: true },
  discoverGitReferenceBuild: { summary: 'Finds the build to compare with.', open: true },
} as const;
