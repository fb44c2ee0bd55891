export const credentialSteps = {
  withCredentials: { summary: 'Gives its block secrets.', required: { bindings: 'list' }, wrapper: true },
  sshagent: {
    summary: 'Runs an SSH agent for its block.',
    required: { credentials: 'list' },
    optional: { ignoreMissing: 'boolean' },
    block: true,
  },
  withVault: { summary: 'Gives its block secrets of HashiCorp Vault.', wrapper: true, open: true },
  withAWS: { summary: 'Gives its block an AWS account.', block: true, open: true },
  withMaven: { summary: 'Sets Maven up for its block.', block: true, open: true },
  withGradle: { summary: 'Sets Gradle up for its block.', block: true, open: true },
  withAnt: { summary: 'Sets Ant up for its block.', block: true, open: true },
  nodejs: {
    summary: 'Sets Node.js up for its block.',
    required: { nodeJSInstallationName: 'string' },
    optional: { cacheLocationStrategy: 'describable', configId: 'string' },
    block: true,
  },
  withKubeConfig: { summary: 'Gives its block a cluster.', block: true, open: true },
  maskPasswords: { summary: 'Hides passwords in the log of its block.', wrapper: true, open: true },
} as const;
