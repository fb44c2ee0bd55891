import { type Secret, secretStore, storePaths } from '../../../packages/engine/src/secrets.ts';
import { type Call, callsIn, type Expression } from '../java/expressions.ts';
import type { Statement } from '../java/methods.ts';
import { type Names, textOf } from '../plugin/fragments.ts';

/** Puts the credentials that a class or a test makes into the store of a user, whose folders `env` names. */
export async function storeCredentials(
  statements: readonly Statement[],
  names: Names,
  env: Readonly<Record<string, string>>,
  stateDir: string,
): Promise<void> {
  const store = secretStore(storePaths({ env, stateDir }));
  const hidden = new Set(
    statements
      .flatMap(({ value }) => callsIn(value))
      .flatMap(({ name, on }) => (name === 'setUsernameSecret' && on?.kind === 'name' ? [on.name] : [])),
  );
  const stored = new Set<string>();
  for (const { name: variable = '', value } of statements) {
    for (const call of callsIn(value)) {
      const made = secretOf(call, names, hidden.has(variable));
      // A folder of jobs has some of the same ids, later.
      if (made === undefined || stored.has(made.id)) continue;
      stored.add(made.id);
      await store.set(made.id, made.secret);
    }
  }
}

interface Made {
  readonly id: string;
  readonly secret: Secret;
}

function secretOf({ name, args }: Call, names: Names, usernameSecret: boolean): Made | undefined {
  const text = (at: number): string => textIn(args[at], names);
  const first = name.startsWith('new Dummy') ? 0 : 1;
  const id = (): string => text(first);
  switch (name) {
    case 'new StringCredentialsImpl':
      return { id: id(), secret: { type: 'string', value: text(3) } };
    case 'new FileCredentialsImpl': {
      const base64 = Buffer.from(text(4)).toString('base64');
      return { id: id(), secret: { type: 'file', name: text(3), base64 } };
    }
    case 'new UsernamePasswordCredentialsImpl': {
      const secret = { type: 'usernamePassword', username: text(3), password: text(4) } as const;
      return { id: id(), secret: usernameSecret ? { ...secret, usernameSecret } : secret };
    }
    case 'new DummyPrivateKey': {
      const secret = { type: 'sshUserPrivateKey', username: text(1), passphrase: text(2), key: text(3) };
      return { id: id(), secret: secret as Secret };
    }
    default:
      return undefined;
  }
}

/** The text in an argument, such as that of `Secret.fromString(text)` or `text.getBytes()`. */
function textIn(expression: Expression | undefined, names: Names): string {
  if (expression?.kind !== 'call') return expression === undefined ? '' : textOf(expression, names);
  if (expression.name === 'getBytes' && expression.on !== undefined) return textOf(expression.on, names);
  return textIn(expression.args[0], names);
}
