import type { Lines, Resource } from '../resource.ts';
import { script } from '../root-shell.ts';

export interface UserRequest {
  readonly name: string;
  readonly groups: readonly string[];
}

/** A user without a password that would open anything, in groups beside those that it has. */
export function user({ name, groups }: UserRequest): Resource {
  return {
    name: `user ${name}`,
    current: async (shell) => userLines(await shell.run(script(read, name)), groups),
    desired: () => ['there', ...groups.map((group) => `in ${group}`)],
    apply: async (shell) => {
      await shell.run(script(make, name, groups.join(',')));
    },
  };
}

/** What is said of a user, as far as it was asked for: the name of each of its groups. */
function userLines(answer: string, groups: readonly string[]): Lines {
  if (answer === '') return [];
  const has = new Set(answer.split(' '));
  return ['there', ...groups.filter((group) => has.has(group)).map((group) => `in ${group}`)];
}

const read = `if getent passwd "$1" >/dev/null; then id -nG "$1"; fi`;

// A password of "*" opens nothing; "!" would have sshd without PAM refuse the key as well.
const make = `
if ! getent passwd "$1" >/dev/null; then useradd --create-home --shell /bin/sh --password '*' "$1"; fi
usermod -aG "$2" "$1"
`;

/**
 * The one line of a key in a user's `authorized_keys`; those of other keys stay. The file is root's, so that whoever has
 * the key cannot lift its restrictions there.
 */
export function authorizedKeyOf(name: string, line: string): Resource {
  const key = keyIn(line);
  return {
    name: `key of ${name}`,
    current: async (shell) => {
      const answer = await shell.run(script(readKeys, name));
      return answer === '' ? [] : answer.split('\n');
    },
    desired: (current) => {
      const others = current.slice(1).filter((present) => present !== '' && keyIn(present) !== key);
      const present = current.slice(1).find((each) => keyIn(each) === key);
      const wanted = withTargetsOf(present, line);
      return present === wanted && others.length === current.length - 2
        ? ['644 root:root', ...current.slice(1)]
        : ['644 root:root', ...others, wanted];
    },
    apply: async (shell, desired) => {
      await shell.run(script(writeKeys, name, desired.slice(1).join('\n')));
    },
  };
}

/** The line, with what the present one permits to be reached beside: the releases of another application of the host. */
function withTargetsOf(present: string | undefined, line: string): string {
  const targetsOf = (text: string): string[] => text.match(/permitopen="[^"]*"/g) ?? [];
  if (present === undefined || !present.startsWith('restrict,')) return line;
  const missing = targetsOf(present).filter((target) => !targetsOf(line).includes(target));
  if (missing.length === 0) return line;
  const [before, after] = line.split(',permitlisten=');
  const merged = `${before},${missing.join(',')},permitlisten=${after}`;
  return targetsOf(merged).toSorted().join() === targetsOf(present).toSorted().join() &&
    sameBeside(merged, present)
    ? present
    : merged;
}

/** Whether two lines differ in the order of their targets at most. */
function sameBeside(one: string, other: string): boolean {
  const rest = (text: string): string => text.replaceAll(/permitopen="[^"]*",/g, '');
  return rest(one) === rest(other);
}

/** The key itself in a line of `authorized_keys`: the base64 that follows its type. */
export function keyIn(line: string): string | undefined {
  return /(?:^|\s)(?:ssh-(?:ed25519|rsa)|ecdsa-sha2-\S+|sk-\S+)\s+([A-Za-z0-9+/=]+)/.exec(line)?.[1];
}

const keysFile = 'file=$(getent passwd "$1" | cut -d: -f6)/.ssh/authorized_keys';

const readKeys = `
getent passwd "$1" >/dev/null || exit 0
${keysFile}
if [ -e "$file" ]; then stat -c '%a %U:%G' "$file"; cat "$file"; fi
`;

const writeKeys = `
${keysFile}
folder=$(dirname "$file")
mkdir -p "$folder"
chown root:root "$folder"
chmod 755 "$folder"
printf '%s\\n' "$2" >"$file.plab-new"
chown root:root "$file.plab-new"
chmod 644 "$file.plab-new"
sync "$file.plab-new"
mv -f "$file.plab-new" "$file"
`;
