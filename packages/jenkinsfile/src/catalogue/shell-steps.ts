import { type Family, schema } from './schema.ts';

const script = { script: 'string' } as const;
const settings = {
  encoding: 'string',
  label: 'string',
  returnStatus: 'boolean',
  returnStdout: 'boolean',
} as const;

export const shellSteps: Family = {
  title: 'Shell',
  schemas: [
    schema('sh', 'Runs a shell script, as `sh -xe` or by its `#!` line.', script, settings),
    schema('bat', 'Runs a batch script on Windows.', script, settings),
    schema('powershell', 'Runs a script with Windows PowerShell.', script, settings),
    schema('pwsh', 'Runs a script with PowerShell Core.', script, settings),
  ],
};
