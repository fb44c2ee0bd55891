export const basicSteps = {
  echo: { summary: 'Prints a message.', required: { message: 'string?' } },
  println: { summary: 'Prints a value.', required: { value: 'any?' } },
  print: { summary: 'Prints a value.', required: { value: 'any?' } },
  error: { summary: 'Fails with a message.', required: { message: 'string?' } },
  unstable: {
    summary: 'Makes the stage and the build UNSTABLE and goes on.',
    required: { message: 'string' },
  },
  script: { summary: 'Runs Groovy.', block: true },
  step: {
    summary: 'Runs a build step that is no pipeline step by itself.',
    required: { delegate: 'describable' },
  },
  buildName: { summary: 'Sets the display name of the build.', required: { name: 'string' } },
  buildDescription: { summary: 'Sets the description of the build.', required: { description: 'string' } },
  isUnix: { summary: 'Whether the agent is no Windows machine.' },
  pwd: { summary: 'The present folder.', optional: { tmp: 'boolean' } },
  tool: {
    summary: 'The folder of an installed tool.',
    required: { name: 'string' },
    optional: { type: 'string' },
  },
  getContext: { summary: 'An object of the running build.', required: { type: 'any' } },
  input: {
    summary: 'Waits for somebody to answer.',
    required: { message: 'string?' },
    optional: {
      cancel: 'string',
      id: 'string',
      ok: 'string',
      parameters: 'list',
      submitter: 'string',
      submitterParameter: 'string',
    },
  },
  properties: {
    summary: 'Sets properties of the job; not in Declarative.',
    required: { properties: 'list' },
  },
  milestone: {
    summary: 'Stops older builds that come to this point later.',
    required: { ordinal: 'Integer' },
    optional: { label: 'string', unsafe: 'boolean' },
  },
} as const;
