import { type Arguments, type Family, schema } from './schema.ts';

const container: Arguments = {
  args: 'string',
  containerPerStageRoot: 'boolean',
  customWorkspace: 'string',
  label: 'string',
  registryCredentialsId: 'string',
  registryUrl: 'string',
  reuseNode: 'boolean',
};

/** `node` is `label` with further settings. */
const label = { customWorkspace: 'string', retries: 'int' } as const;

export const agents: Family = {
  title: 'Agents',
  schemas: [
    schema('any', 'Any agent.'),
    schema('none', 'No agent for the whole pipeline; each stage has its own.'),
    schema('label', 'An agent with a label.', { label: 'string' }, label),
    schema('node', 'As `label`, in the form of a block.', { label: 'string' }, label),
    schema(
      'docker',
      'A container of an image.',
      { image: 'string' },
      { ...container, alwaysPull: 'boolean' },
    ),
    schema(
      'dockerfile',
      'A container of an image that is built first.',
      {},
      {
        ...container,
        additionalBuildArgs: 'string',
        dir: 'string',
        filename: 'string',
      },
    ),
    schema(
      'kubernetes',
      'A pod of a cluster.',
      {},
      {
        activeDeadlineSeconds: 'int',
        agentContainer: 'string',
        agentInjection: 'boolean',
        cloud: 'string',
        containerTemplate: 'any',
        containerTemplates: 'list',
        customWorkspace: 'string',
        defaultContainer: 'string',
        idleMinutes: 'int',
        inheritFrom: 'string',
        inheritYamlMergeStrategy: 'boolean',
        instanceCap: 'int',
        label: 'string',
        namespace: 'string',
        nodeSelector: 'string',
        podRetention: 'any',
        retries: 'int',
        schedulerName: 'string',
        serviceAccount: 'string',
        showRawYaml: 'Boolean',
        slaveConnectTimeout: 'int',
        supplementalGroups: 'string',
        workingDir: 'string',
        workspaceVolume: 'any',
        yaml: 'string',
        yamlFile: 'string',
        yamlMergeStrategy: 'any',
      },
    ),
  ],
};
