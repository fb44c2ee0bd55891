import { type Family, schema } from './schema.ts';

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
