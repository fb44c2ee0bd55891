import { styleText } from 'node:util';
import { type AppLine, appLogs, execInRelease, holdLock, runOnce, type Terminal } from '@pipeline-lab/deploy';
import type { Context } from '../context.ts';
import { chooseDestination } from '../destination.ts';
import { badUsage } from '../errors.ts';
import { trustedKeys } from '../signing/trust.ts';
import { StageFailure } from './failure.ts';

export interface AppLogsOptions {
  readonly destination: string;
  readonly release: string | undefined;
  readonly role: string | undefined;
  readonly tail: string;
  readonly follow: boolean;
  readonly json: boolean;
}

/** Prints what the application writes on the hosts of a destination. */
export async function showAppLogs(context: Context, options: AppLogsOptions): Promise<void> {
  const { app, hosts } = await chooseDestination(context, options.destination);
  const tail = Number(options.tail);
  if (!Number.isInteger(tail) || tail < 0)
    throw badUsage(`--tail ${options.tail} is not a number of lines`, 'Write for example --tail 100.');
  const line = options.json ? (each: AppLine) => JSON.stringify(each) : plainLine;
  const { release, role, follow } = options;
  await appLogs(
    { app, hosts, release, role, tail, follow },
    (each) => console.log(line(each)),
    context.signal,
  );
}

function plainLine({ host, worker, at, stream, text }: AppLine): string {
  const place = worker === undefined ? host : `${host} ${worker}`;
  const head = styleText('dim', `${place}  ${at.slice(11, 23)}`, { stream: process.stdout });
  return `${head}  ${stream === 'stderr' ? styleText('yellow', text, { stream: process.stdout }) : text}`;
}

export interface ExecOptions {
  readonly destination: string | undefined;
  readonly host: string | undefined;
  readonly role: string | undefined;
  /** In a container of its own. */
  readonly once: boolean;
  readonly argv: readonly string[];
}

/** Runs a command in a container of the release that serves; ends with that command's exit code. */
export async function execute(context: Context, options: ExecOptions): Promise<void> {
  if (options.once && options.role !== undefined)
    throw badUsage(
      '--new and --role exclude each other',
      'A new container has no role; leave one of them out.',
    );
  const { app, hosts } = await chooseDestination(context, options.destination);
  const host = options.host === undefined ? hosts[0] : hosts.find(({ name }) => name === options.host);
  if (host === undefined)
    throw badUsage(
      `the destination has no host ${options.host ?? ''}`,
      `It has ${hosts.map(({ name }) => name).join(', ')}.`,
    );
  const keys = await trustedKeys(context, app);
  const trust = keys === undefined ? {} : { trust: keys };
  const terminal = thisTerminal();
  if (terminal.interactive) process.stdin.setRawMode(true);
  try {
    const { argv, role } = options;
    const code = options.once
      ? await runOnce({ app, host, argv, terminal, ...trust }, context.signal)
      : await execInRelease({ app, host, argv, role, terminal }, context.signal);
    if (code !== 0) throw new StageFailure(`the command ended with code ${code}`, code);
  } finally {
    if (terminal.interactive) process.stdin.setRawMode(false);
  }
}

function thisTerminal(): Terminal {
  const { stdin: input, stdout: output, stderr: errors } = process;
  return { interactive: input.isTTY && output.isTTY, input, output, errors };
}

/** Keeps deployments off a destination until Ctrl-C. */
export async function lock(
  context: Context,
  { destination, reason }: { readonly destination: string | undefined; readonly reason: string },
): Promise<void> {
  const { app, hosts } = await chooseDestination(context, destination);
  const onHeld = (): void =>
    context.say(`locked ${hosts.map(({ name }) => name).join(', ')}; Ctrl-C lets go`);
  await holdLock({ app, hosts, reason, onHeld }, context.signal);
}
