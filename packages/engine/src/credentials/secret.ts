/** What a credential holds, by its type in Jenkins. */
export type Secret =
  | { readonly type: 'string'; readonly value: string }
  | {
      readonly type: 'usernamePassword';
      readonly username: string;
      readonly password: string;
      /** The log does not show the name either. */
      readonly usernameSecret?: true;
    }
  | { readonly type: 'file'; readonly name: string; readonly base64: string }
  | {
      readonly type: 'sshUserPrivateKey';
      readonly username: string;
      readonly key: string;
      readonly passphrase?: string;
    };

export type SecretType = Secret['type'];

export const secretTypes: readonly SecretType[] = ['string', 'usernamePassword', 'file', 'sshUserPrivateKey'];

/** Everything of a secret that no log may show. */
export function hiddenValues(secret: Secret): string[] {
  switch (secret.type) {
    case 'string':
      return [secret.value];
    case 'usernamePassword':
      return [
        secret.password,
        `${secret.username}:${secret.password}`,
        ...(secret.usernameSecret === true ? [secret.username] : []),
      ];
    case 'file':
      // What is written behind it shall stay on a line of its own.
      return [Buffer.from(secret.base64, 'base64').toString().trimEnd()];
    case 'sshUserPrivateKey':
      return [secret.key, ...(secret.passphrase === undefined ? [] : [secret.passphrase])];
  }
}
