import type { ParameterType } from '../model/settings.ts';
import { type Arguments, type Family, type Schema, schema } from './schema.ts';

const name = { name: 'string' } as const;
const text: Arguments = { defaultValue: 'string', description: 'string' };
const plugin = (type: ParameterType, summary: string): Schema => schema(type, summary, {}, {}, 'open');

const types: Readonly<Record<ParameterType, Schema>> = {
  string: schema('string', 'A line of text.', name, { ...text, trim: 'boolean' }),
  text: schema('text', 'Several lines of text.', name, { ...text, trim: 'boolean' }),
  booleanParam: schema('booleanParam', 'True or false.', name, {
    defaultValue: 'boolean',
    description: 'string',
  }),
  choice: schema('choice', 'One of a list; the first is the default.', name, {
    choices: 'any',
    description: 'string',
  }),
  password: schema('password', 'A secret.', name, {
    ...text,
    defaultValueAsSecret: 'any',
  }),
  file: schema('file', 'A file that is put into the workspace.', name, { description: 'string' }),
  credentials: schema('credentials', 'The id of a credential.', name, {
    ...text,
    credentialType: 'string',
    required: 'boolean',
  }),
  run: schema(
    'run',
    'A build of another job.',
    { ...name, projectName: 'string' },
    {
      description: 'string',
      filter: 'any',
      runId: 'string',
    },
  ),
  activeChoice: plugin('activeChoice', 'A list that a script makes.'),
  activeChoiceHtml: plugin('activeChoiceHtml', 'HTML that a script makes.'),
  base64File: plugin('base64File', 'A file as base64.'),
  extendedChoice: plugin('extendedChoice', 'A list with many settings.'),
  gitParameter: plugin('gitParameter', 'A branch or tag.'),
  imageTag: plugin('imageTag', 'The tag of an image.'),
  listGitBranches: plugin('listGitBranches', 'A branch of a repository.'),
  nodeParam: plugin('nodeParam', 'A node.'),
  persistentBoolean: plugin('persistentBoolean', 'Keeps its last value.'),
  persistentChoice: plugin('persistentChoice', 'Keeps its last value.'),
  persistentString: plugin('persistentString', 'Keeps its last value.'),
  persistentText: plugin('persistentText', 'Keeps its last value.'),
  reactiveChoice: plugin('reactiveChoice', 'A list that depends on other parameters.'),
  separator: plugin('separator', 'A line between parameters.'),
  stashedFile: plugin('stashedFile', 'A file to unstash.'),
  validatingString: plugin('validatingString', 'Text that matches a pattern.'),
};

export const parameters: Family = { title: 'Parameters', schemas: Object.values(types) };

/** Other names that Jenkins gives the same types. */
export const parameterAliases: ReadonlyMap<string, ParameterType> = new Map([
  ['stringParam', 'string'],
  ['textParam', 'text'],
  ['choiceParam', 'choice'],
  ['nonStoredPasswordParam', 'password'],
  ['passwordParam', 'password'],
  ['fileParam', 'file'],
  ['credentialsParam', 'credentials'],
  ['runParam', 'run'],
]);

export function isParameterType(type: string): type is ParameterType {
  return Object.hasOwn(types, type);
}
