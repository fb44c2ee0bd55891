import { type Family, schema } from './schema.ts';

export const credentialSteps: Family = {
  title: 'Credentials',
  schemas: [
    schema('withCredentials', 'Gives its block secrets.', { bindings: 'list' }, {}, 'wrapper'),
    schema(
      'sshagent',
      'Runs an SSH agent for its block.',
      { credentials: 'list' },
      { ignoreMissing: 'boolean' },
      'block',
    ),
    schema('withVault', 'Gives its block secrets of HashiCorp Vault.', {}, {}, 'wrapper', 'open'),
    schema('withAWS', 'Gives its block an AWS account.', {}, {}, 'block', 'open'),
    schema('withMaven', 'Sets Maven up for its block.', {}, {}, 'block', 'open'),
    schema('withGradle', 'Sets Gradle up for its block.', {}, {}, 'block', 'open'),
    schema('withAnt', 'Sets Ant up for its block.', {}, {}, 'block', 'open'),
    schema(
      'nodejs',
      'Sets Node.js up for its block.',
      { nodeJSInstallationName: 'string' },
      {
        cacheLocationStrategy: 'describable',
        configId: 'string',
      },
      'block',
    ),
    schema('withKubeConfig', 'Gives its block a cluster.', {}, {}, 'block', 'open'),
    schema('maskPasswords', 'Hides passwords in the log of its block.', {}, {}, 'wrapper', 'open'),
  ],
};

/** What `withCredentials` takes in its list. */
export const credentialBindings: Family = {
  title: 'Bindings of `withCredentials`',
  schemas: [
    schema('string', 'A secret text.', { variable: 'string', credentialsId: 'string' }),
    schema('usernamePassword', 'A name and a password.', {
      usernameVariable: 'string',
      passwordVariable: 'string',
      credentialsId: 'string',
    }),
    schema('usernameColonPassword', '`name:password`.', { variable: 'string', credentialsId: 'string' }),
    schema('file', 'The path of a secret file.', { variable: 'string', credentialsId: 'string' }),
    schema('zip', 'The folder of an unpacked secret ZIP file.', {
      variable: 'string',
      credentialsId: 'string',
    }),
    schema(
      'sshUserPrivateKey',
      'The path of a private key.',
      {
        keyFileVariable: 'string',
        credentialsId: 'string',
      },
      { passphraseVariable: 'string', usernameVariable: 'string' },
    ),
    schema(
      'certificate',
      'A key store.',
      { keystoreVariable: 'string', credentialsId: 'string' },
      {
        aliasVariable: 'string',
        passwordVariable: 'string',
      },
    ),
    schema(
      'gitUsernamePassword',
      'A name and a password for git.',
      { credentialsId: 'string' },
      {
        gitToolName: 'string',
      },
    ),
  ],
};
