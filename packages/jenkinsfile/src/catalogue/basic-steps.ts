import { type Family, schema } from './schema.ts';

export const basicSteps: Family = {
  title: 'Messages and results',
  schemas: [
    schema('echo', 'Prints a message.', { message: 'string' }),
    schema('println', 'Prints a value.', {}, {}, 'open'),
    schema('print', 'Prints a value.', {}, {}, 'open'),
    schema('error', 'Fails with a message.', { message: 'string' }),
    schema('unstable', 'Makes the stage and the build UNSTABLE and goes on.', { message: 'string' }),
    schema('script', 'Runs Groovy.', {}, {}, 'block'),
    schema('step', 'Runs a build step that is no pipeline step by itself.', { delegate: 'describable' }),
    schema('buildName', 'Sets the display name of the build.', { name: 'string' }),
    schema('buildDescription', 'Sets the description of the build.', { description: 'string' }),
    schema('isUnix', 'Whether the agent is no Windows machine.'),
    schema('pwd', 'The present folder.', {}, { tmp: 'boolean' }),
    schema('tool', 'The folder of an installed tool.', { name: 'string' }, { type: 'string' }),
    schema('getContext', 'An object of the running build.', { type: 'any' }),
    schema(
      'input',
      'Waits for somebody to answer.',
      { message: 'string' },
      {
        cancel: 'string',
        id: 'string',
        ok: 'string',
        parameters: 'list',
        submitter: 'string',
        submitterParameter: 'string',
      },
    ),
    schema('properties', 'Sets properties of the job; not in Declarative.', { properties: 'list' }),
    schema(
      'milestone',
      'Stops older builds that come to this point later.',
      { ordinal: 'Integer' },
      {
        label: 'string',
        unsafe: 'boolean',
      },
    ),
  ],
};
