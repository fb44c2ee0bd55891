import type { Lines, Resource } from '../resource.ts';
import { script } from '../root-shell.ts';

export interface FileRequest {
  readonly path: string;
  /** Octal, as `stat` prints it: `644`. */
  readonly mode: string;
  /** `user:group`. */
  readonly owner: string;
  /** The text, given the text that is there (undefined without a file). Pure. */
  readonly text: (present: string | undefined) => string;
  /** Whether a text that is there stays, with the mode and the owner that it has. */
  readonly stays?: (present: string) => boolean;
}

/** A file with a mode, an owner and a text. It is replaced in one step, and the folder that holds it is made. */
export function file(request: FileRequest): Resource {
  const { path, mode, owner, text, stays } = request;
  return {
    name: `file ${path}`,
    current: async (shell) => linesOf(await shell.run(script(read, path))),
    desired: (current) => {
      const present = textOf(current);
      const wanted = text(present);
      return present !== undefined && stays?.(present) === true ? current : fileLines(mode, owner, wanted);
    },
    apply: async (shell, desired) => {
      await shell.run(script(write, path, `${textOf(desired)}\n`, mode, owner));
    },
  };
}

/** How a file looks as lines: mode and owner, then its text. */
export function fileLines(mode: string, owner: string, text: string): Lines {
  return [`${mode} ${owner}`, ...text.replace(/\n+$/, '').split('\n')];
}

function textOf([first, ...lines]: Lines): string | undefined {
  return first === undefined ? undefined : lines.join('\n');
}

function linesOf(answer: string): Lines {
  return answer === '' ? [] : answer.split('\n');
}

const read = `if [ -e "$1" ]; then stat -c '%a %U:%G' "$1"; cat "$1"; fi`;

const write = `
mkdir -p "$(dirname "$1")"
umask 077
printf '%s' "$2" >"$1.plab-new"
chown "$4" "$1.plab-new"
chmod "$3" "$1.plab-new"
sync "$1.plab-new"
mv -f "$1.plab-new" "$1"
`;

export interface FolderRequest {
  readonly path: string;
  readonly mode: string;
  readonly owner: string;
}

/** A folder with a mode and an owner; what is in it is left alone. */
export function folder({ path, mode, owner }: FolderRequest): Resource {
  return {
    name: `folder ${path}`,
    current: async (shell) =>
      linesOf(await shell.run(script(`if [ -d "$1" ]; then stat -c '%a %U:%G' "$1"; fi`, path))),
    desired: () => [`${mode} ${owner}`],
    apply: async (shell) => {
      await shell.run(script('mkdir -p "$1"; chown "$3" "$1"; chmod "$2" "$1"', path, mode, owner));
    },
  };
}
