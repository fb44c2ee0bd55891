import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { type Remote, startOn } from './remote.ts';
import { pull, push } from './sync.ts';

/** One program that a step runs on a machine behind SSH. */
export interface RemoteRun {
  readonly remote: Remote;
  /** Folders here and there that hold the same, before and after. */
  readonly folders: readonly { readonly local: string; readonly there: string }[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly argv: readonly string[];
}

/**
 * Runs the program in a group of its own; when the connection ends, by an abort or because this process died, the whole
 * group gets SIGTERM, and SIGKILL ten seconds later.
 */
const guarded = `
cd "$1" || exit 1
shift
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

/** The process that stands here for one on another machine: files there, the program, files back. */
if (import.meta.main) {
  const [file = ''] = process.argv.slice(2);
  const run = JSON.parse(await readFile(file, 'utf8')) as RemoteRun;
  await rm(file);
  process.exitCode = await runThere(run).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    return 255;
  });
}

async function runThere({ remote, folders, cwd, env, argv }: RemoteRun): Promise<number> {
  for (const { local, there } of folders) await push(remote, local, there);
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const words = ['sh', '-c', guarded, 'sh', cwd, 'env', ...variables, ...argv];
  const child = startOn(remote, words, ['pipe', 'inherit', 'inherit']);
  const stop = (): void => void child.stdin?.end();
  process.on('SIGTERM', stop);
  const [code] = (await once(child, 'exit')) as [number | null];
  stop();
  for (const { local, there } of folders) await pull(remote, local, there);
  return code ?? 255;
}
