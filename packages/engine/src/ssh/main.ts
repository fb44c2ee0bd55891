import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { exportsOf } from './exports.ts';
import { type Remote, startOn } from './remote.ts';

/** One program that a step runs on a machine behind SSH. */
export interface RemoteRun {
  readonly remote: Remote;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly argv: readonly string[];
}

/**
 * Runs the program in a group of its own, with the variables that come through stdin: arguments are for everybody's
 * eyes. When the connection ends, by an abort or because this process died, the whole group gets SIGTERM, and SIGKILL
 * ten seconds later.
 */
const guarded = `
eval "$(head -c "$1")"
cd "$2" || exit 1
shift 2
exec 3<&0
setsid "$@" </dev/null 3<&- &
child=$!
{ cat <&3; kill -TERM "-$child"; sleep 10; kill -KILL "-$child"; } >/dev/null 2>&1 &
guard=$!
exec 3<&-
wait "$child"
code=$?
kill "$guard" 2>/dev/null
exit "$code"
`;

/** The process that stands here for one on another machine. */
if (import.meta.main) {
  const [file = ''] = process.argv.slice(2);
  const run = JSON.parse(await readFile(file, 'utf8')) as RemoteRun;
  await rm(file);
  process.exitCode = await runThere(run).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    return 255;
  });
}

async function runThere({ remote, cwd, env, argv }: RemoteRun): Promise<number> {
  const variables = Buffer.from(exportsOf(env));
  const words = ['sh', '-c', guarded, 'sh', String(variables.length), cwd, ...argv];
  const child = startOn(remote, words, ['pipe', 'inherit', 'inherit']);
  child.stdin?.on('error', () => undefined).write(variables);
  const stop = (): void => void child.stdin?.end();
  process.on('SIGTERM', stop);
  const [code] = (await once(child, 'exit')) as [number | null];
  stop();
  return code ?? 255;
}
