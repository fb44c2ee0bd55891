import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { textOf, type Value } from '@pipeline-lab/groovy';
import type { Site } from '../build/build.ts';
import { stageOf } from '../build/site.ts';
import { StepFailure } from '../errors.ts';
import { temporaryFolder } from '../workspace/temporary.ts';
import { hiddenValues, type Secret } from './secret.ts';

/** What a binding puts into the environment of its block. */
export interface Bound {
  readonly env: Readonly<Record<string, string>>;
}

/** A folder for secrets in files: only the user may read it, and it is gone with the block. */
export interface SecretFolder {
  /** Gives the path, which the log does not show, as in Jenkins. */
  write(name: string, content: string | Buffer, mode?: number): Promise<string>;
}

/** Runs work with a folder for secret files. */
export async function withSecretFolder<T>(
  site: Site,
  work: (folder: SecretFolder) => Promise<T>,
): Promise<T> {
  const path = join(temporaryFolder(site), 'secretFiles', randomUUID());
  const { guard } = site.build;
  let made = false;
  try {
    return await work({
      async write(name, content, mode = 0o600) {
        if (!made) guard.keeps(path);
        made = true;
        await mkdir(path, { recursive: true, mode: 0o700 });
        const file = join(path, basename(name));
        await writeFile(file, content, { mode });
        site.build.recorder.masker.add([file]);
        return file;
      },
    });
  } finally {
    await rm(path, { recursive: true, force: true });
    if (made) guard.removed(path);
    await site.forget?.(path);
  }
}

/** Hides a secret from now on; tells when it is too short to be hidden. */
export function hide(site: Site, id: string, secret: Secret): void {
  const short = site.build.recorder.masker.add(hiddenValues(secret));
  if (short.length === 0) return;
  const text = `the credential ${id} is too short to be hidden in the log`;
  site.build.emit({ type: 'notice', ...stageOf(site), text });
}

type Make = (
  site: Site,
  id: string,
  name: (argument: string, usual?: string) => string,
  folder: SecretFolder,
) => Promise<Bound['env']>;

const bindings: Readonly<Record<string, Make>> = {
  async string(site, id, name) {
    const secret = await site.build.credentials.findAs(id, 'string');
    hide(site, id, secret);
    return { [name('variable')]: secret.value };
  },
  async usernamePassword(site, id, name) {
    const secret = await site.build.credentials.findAs(id, 'usernamePassword');
    hide(site, id, secret);
    return { [name('usernameVariable')]: secret.username, [name('passwordVariable')]: secret.password };
  },
  async usernameColonPassword(site, id, name) {
    const secret = await site.build.credentials.findAs(id, 'usernamePassword');
    hide(site, id, secret);
    return { [name('variable')]: `${secret.username}:${secret.password}` };
  },
  async file(site, id, name, folder) {
    const secret = await site.build.credentials.findAs(id, 'file');
    hide(site, id, secret);
    return { [name('variable')]: await folder.write(secret.name, Buffer.from(secret.base64, 'base64')) };
  },
  async sshUserPrivateKey(site, id, name, folder) {
    const secret = await site.build.credentials.findAs(id, 'sshUserPrivateKey');
    hide(site, id, secret);
    const key = await folder.write(`ssh-key-${name('keyFileVariable')}`, `${secret.key.trimEnd()}\n`);
    const user = name('usernameVariable', '');
    const passphrase = name('passphraseVariable', '');
    return {
      [name('keyFileVariable')]: key,
      ...(user === '' ? {} : { [user]: secret.username }),
      ...(passphrase === '' ? {} : { [passphrase]: secret.passphrase ?? '' }),
    };
  },
  async gitUsernamePassword(site, id, _name, folder) {
    const secret = await site.build.credentials.findAs(id, 'usernamePassword');
    hide(site, id, secret);
    return await gitAskpass(secret, folder);
  },
};

const classNames: Readonly<Record<string, string>> = {
  StringBinding: 'string',
  UsernamePasswordMultiBinding: 'usernamePassword',
  UsernamePasswordBinding: 'usernameColonPassword',
  FileBinding: 'file',
  SSHUserPrivateKeyBinding: 'sshUserPrivateKey',
  GitUsernamePasswordBinding: 'gitUsernamePassword',
};

/** The variables of one entry of `withCredentials`: `string(credentialsId: …, variable: …)` or its `$class` form. */
export async function bind(site: Site, entry: Value, folder: SecretFolder): Promise<Bound['env']> {
  if (!(entry instanceof Map))
    throw new StepFailure(
      'withCredentials takes a list of bindings',
      "Write withCredentials([string(credentialsId: 'id', variable: 'NAME')]) { … }.",
    );
  const className = textOf(entry.get('$class') ?? '').replace(/^.*\./, '');
  const kind = Object.hasOwn(classNames, className) ? (classNames[className] ?? '') : className;
  const make = Object.hasOwn(bindings, kind) ? bindings[kind] : undefined;
  if (make === undefined)
    throw new StepFailure(
      `No suitable binding handler could be found for ${kind}`,
      `Use one of ${Object.keys(bindings).join(', ')}.`,
    );
  const name = (argument: string, usual?: string): string => {
    const value = entry.get(argument) ?? usual;
    if (value !== undefined && value !== null) return textOf(value);
    throw new StepFailure(`${kind}: ${argument} is missing`, `Give it: ${kind}(${argument}: '…').`);
  };
  return await make(site, name('credentialsId'), name, folder);
}

/** Lets git ask a script for user and password: neither is in an argument or a URL. */
export async function gitAskpass(
  { username, password }: Extract<Secret, { type: 'usernamePassword' }>,
  folder: SecretFolder,
): Promise<Record<string, string>> {
  const script = `#!/bin/sh\ncase "$1" in Username*) printf %s "$PLAB_GIT_USERNAME";; *) printf %s "$PLAB_GIT_PASSWORD";; esac\n`;
  return {
    GIT_ASKPASS: await folder.write('git-askpass.sh', script, 0o700),
    GIT_TERMINAL_PROMPT: '0',
    PLAB_GIT_USERNAME: username,
    PLAB_GIT_PASSWORD: password,
  };
}
