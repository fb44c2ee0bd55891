import { type ChildProcess, spawn } from 'node:child_process';
import { nodeCookie } from './cookie.ts';

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
  /** Processes that have this value of the variable `nodeCookie`, whatever group they are in. */
  marks(cookie: string): void;
  unmarks(cookie: string): void;
}

/** Tells the containers of builds, each by a value of its own. */
export const containerLabel = 'plab.container';

const script = `
groups=' '
containers=' '
cookies=' '
files=
while read -r what which; do
  case $what in
    +) groups="$groups$which " ;;
    -) groups="\${groups%% $which *} \${groups#* $which }" ;;
    c+) containers="$containers$which " ;;
    c-) containers="\${containers%% $which *} \${containers#* $which }" ;;
    n+) cookies="$cookies$which " ;;
    n-) cookies="\${cookies%% $which *} \${cookies#* $which }" ;;
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
marked() {
  for cookie in $cookies; do
    for found in $(grep -lsF "$3=$cookie" /proc/[0-9]*/environ); do
      found=\${found#/proc/}
      echo "\${found%/environ}"
    done
  done
}
living=
for group in $groups; do kill -s TERM -- "-$group" && living="$living -$group"; done
for process in $(marked "$@"); do kill -s TERM -- "$process" && living="$living $process"; done
remove "$@"
[ -n "$living" ] || exit 0
left=$1
while [ "$left" -gt 0 ]; do
  sleep 1
  left=$((left - 1))
  again=
  for which in $living; do kill -s 0 -- "$which" && again="$again $which"; done
  living=$again
  [ -n "$living" ] || exit 0
done
for which in $living; do kill -s KILL -- "$which"; done
`;

/** Starts with the first of them; what outlives SIGTERM gets SIGKILL `graceMs` later. */
export function createGuard(graceMs: number): Guard {
  let process: ChildProcess | undefined;
  const tell = (what: '+' | '-' | `${'c' | 'f' | 'n'}${'+' | '-'}`, which: number | string): void => {
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
    marks: (cookie) => tell('n+', cookie),
    unmarks: (cookie) => tell('n-', cookie),
  };
}

function start(graceMs: number): ChildProcess {
  const grace = String(Math.ceil(graceMs / 1000));
  const child = spawn('sh', ['-c', script, 'sh', grace, containerLabel, nodeCookie], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a guard the build does its work all the same.
  child.on('error', () => undefined).unref();
  child.stdin.on('error', () => undefined);
  return child;
}
