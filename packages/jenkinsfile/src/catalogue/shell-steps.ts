export const shellSteps = {
  sh: {
    summary: 'Runs a shell script, as `sh -xe` or by its `#!` line.',
    required: { script: 'string' },
    optional: { encoding: 'string', label: 'string', returnStatus: 'boolean', returnStdout: 'boolean' },
  },
  bat: {
    summary: 'Runs a batch script on Windows.',
    required: { script: 'string' },
    optional: { encoding: 'string', label: 'string', returnStatus: 'boolean', returnStdout: 'boolean' },
  },
  powershell: {
    summary: 'Runs a script with Windows PowerShell.',
    required: { script: 'string' },
    optional: { encoding: 'string', label: 'string', returnStatus: 'boolean', returnStdout: 'boolean' },
  },
  pwsh: {
    summary: 'Runs a script with PowerShell Core.',
    required: { script: 'string' },
    optional: { encoding: 'string', label: 'string', returnStatus: 'boolean', returnStdout: 'boolean' },
  },
} as const;
