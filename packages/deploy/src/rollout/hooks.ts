import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Hooks } from '../config/hooks.ts';
import { fail } from '../errors.ts';
import type { Target } from './target.ts';

/** Where a rollout was begun: what its hooks get to know, and where they run. */
export interface Caller {
  /** Folder of deploy.yml. */
  readonly folder: string;
  /** Name of the destination. */
  readonly destination: string;
  readonly verb: string;
}

/** Runs the command before a phase, if there is one. Errors: PLAB_HOOK. */
export async function hookBefore(
  phase: string,
  targets: readonly Target[],
  signal: AbortSignal,
): Promise<void> {
  await run('before', phase, targets, {}, signal);
}

/** Runs the command after a phase; what goes wrong there is told, and changes nothing. */
export async function hookAfter(
  phase: string,
  targets: readonly Target[],
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  await run('after', phase, targets, more).catch((error: unknown) =>
    targets[0]?.say(error instanceof Error ? error.message : String(error)),
  );
}

async function run(
  when: keyof Hooks,
  phase: string,
  targets: readonly Target[],
  more: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<void> {
  const [first] = targets;
  const commands: Readonly<Record<string, readonly string[] | undefined>> = first?.app.hooks[when] ?? {};
  const [program, ...args] = commands[phase] ?? [];
  if (first === undefined || program === undefined) return;
  const options = {
    cwd: first.caller.folder,
    env: { ...process.env, ...variables(phase, first, targets), ...more },
    ...(signal === undefined ? {} : { signal }),
  };
  try {
    const { stdout, stderr } = await first.connection.effect(
      `hook ${when}.${phase}`,
      async () => await promisify(execFile)(program, args, options),
    );
    for (const line of `${stdout}${stderr}`.split('\n')) if (line !== '') first.say(`  ${line}`);
  } catch (error) {
    signal?.throwIfAborted();
    throw fail('PLAB_HOOK', `${when}.${phase}`, reasonOf(program, error), error);
  }
}

function variables(
  phase: string,
  { app, caller, release }: Target,
  targets: readonly Target[],
): Record<string, string> {
  return {
    PLAB_APP: app.app,
    PLAB_DESTINATION: caller.destination,
    PLAB_VERB: caller.verb,
    PLAB_PHASE: phase,
    PLAB_RELEASE: release.id,
    PLAB_IMAGE: release.label,
    PLAB_HOSTS: targets.map(({ connection }) => connection.host.name).join(' '),
  };
}

/** What `execFile` tells of a command that failed, or that there is none of. */
const failure = z.object({
  code: z.union([z.string(), z.number()]).nullish(),
  stderr: z.string().optional(),
});

function reasonOf(program: string, error: unknown): string {
  const { code = 'a signal', stderr = '' } = failure.parse(error);
  const said = stderr.trim().split('\n').slice(-5).join('\n');
  return `${program} ended with ${code ?? 'a signal'}${said === '' ? '' : `: ${said}`}`;
}
