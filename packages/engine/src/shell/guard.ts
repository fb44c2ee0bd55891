import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Ends the process groups of a build that died: a process beside it that is told of every group, and learns of the
 * build's death from the end of its input.
 */
export interface Guard {
  started(group: number): void;
  ended(group: number): void;
}

const script = `
groups=' '
while read -r what group; do
  case $what in
    +) groups="$groups$group " ;;
    -) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
living=
for group in $groups; do kill -s TERM -- "-$group" && living="$living $group"; done
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

/** Starts with the first group; what outlives SIGTERM gets SIGKILL `graceMs` later. */
export function createGuard(graceMs: number): Guard {
  let process: ChildProcess | undefined;
  const tell = (what: '+' | '-', group: number): void => {
    process ??= start(graceMs);
    process.stdin?.write(`${what} ${group}\n`);
  };
  return { started: (group) => tell('+', group), ended: (group) => tell('-', group) };
}

function start(graceMs: number): ChildProcess {
  const child = spawn('sh', ['-c', script, 'sh', String(Math.ceil(graceMs / 1000))], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a guard the build does its work all the same.
  child.on('error', () => undefined).unref();
  child.stdin.on('error', () => undefined);
  return child;
}
