/** The secrets of a user, for the command that sets them: it loads no step. */
export { secretTypes, type Secret, type SecretType } from './credentials/secret.ts';
export { storePaths } from './credentials/sources.ts';
export { secretStore, type SecretStore } from './credentials/store.ts';
