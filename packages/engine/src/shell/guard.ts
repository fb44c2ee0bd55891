import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Ends the process groups and the containers of a build that died, and removes its files: a process beside it that is
 * told of each, and learns of the build's death from the end of its input.
 */
export interface Guard {
  started(group: number): void;
  ended(group: number): void;
  /** A container that will have this value of the label `containerLabel`. */
  holds(container: string): void;
  released(container: string): void;
  /** A file or folder with secrets, which has a name that nothing else gets. */
  keeps(file: string): void;
  removed(file: string): void;
}

/** Tells the containers of builds, each by a value of its own. */
export const containerLabel = 'plab.container';

const script = `
groups=' '
containers=' '
files=
while read -r what which; do
  case $what in
    +) groups="$groups$which " ;;
    -) groups="\${groups%% $which *} \${groups#* $which }" ;;
    c+) containers="$containers$which " ;;
    c-) containers="\${containers%% $which *} \${containers#* $which }" ;;
    f+) files="$files$which
" ;;
    f-) files="\${files%%"$which
"*}\${files#*"$which
"}" ;;
  esac
done
remove() {
  for container in $containers; do
    found=$(docker ps -aq --filter "label=$2=$container") && [ -n "$found" ] && docker rm -fv $found
  done
}
printf %s "$files" | while read -r file; do rm -rf -- "$file"; done
living=
for group in $groups; do kill -s TERM -- "-$group" && living="$living $group"; done
remove "$@"
[ -n "$living" ] || exit 0
left=$1
while [ "$left" -gt 0 ]; do
  sleep 1
  left=$((left - 1))
  again=
  for group in $living; do kill -s 0 -- "-$group" && again="$again $group"; done
  living=$again
  [ -n "$living" ] || exit 0
done
for group in $living; do kill -s KILL -- "-$group"; done
`;

/** Starts with the first of them; what outlives SIGTERM gets SIGKILL `graceMs` later. */
export function createGuard(graceMs: number): Guard {
  let process: ChildProcess | undefined;
  const tell = (what: '+' | '-' | 'c+' | 'c-' | 'f+' | 'f-', which: number | string): void => {
    process ??= start(graceMs);
    process.stdin?.write(`${what} ${which}\n`);
  };
  return {
    started: (group) => tell('+', group),
    ended: (group) => tell('-', group),
    holds: (container) => tell('c+', container),
    released: (container) => tell('c-', container),
    keeps: (file) => tell('f+', file),
    removed: (file) => tell('f-', file),
  };
}

function start(graceMs: number): ChildProcess {
  const child = spawn('sh', ['-c', script, 'sh', String(Math.ceil(graceMs / 1000)), containerLabel], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a guard the build does its work all the same.
  child.on('error', () => undefined).unref();
  child.stdin.on('error', () => undefined);
  return child;
}
