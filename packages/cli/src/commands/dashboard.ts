import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  collect,
  type CollectRequest,
  serve,
  type Served,
  settled,
  snapshotPage,
} from '@pipeline-lab/dashboard';
import { openInBrowser } from '../browser.ts';
import { subjects } from '../commit.ts';
import type { Context } from '../context.ts';
import { chooseDestination } from '../destination.ts';
import { badUsage, hasCode, portTaken } from '../errors.ts';
import { write } from '../output.ts';
import { jobOf } from '../job.ts';

export interface DashboardOptions {
  readonly port: string;
  readonly open?: true;
  /** A file for the page as it is now. */
  readonly snapshot?: string;
  readonly json?: true;
}

/** Serves the live page of a destination and of this repository's builds until Ctrl-C, or writes it as it is now. */
export async function dashboard(
  context: Context,
  destination: string | undefined,
  options: DashboardOptions,
): Promise<void> {
  const port = portNamed(options.port);
  const request = await requestOf(context, destination);
  const end = new AbortController();
  const signal = AbortSignal.any([context.signal, end.signal]);
  const collected = collect(request, signal);
  try {
    if (options.snapshot === undefined) {
      const served = await serve(collected, port).catch((error: unknown) => {
        throw hasCode(error, 'EADDRINUSE') ? portTaken(port, error) : error;
      });
      await untilInterrupted(context, collected.done, served, options);
    } else {
      const view = await settled(collected, context.signal);
      await write(context.cwd, options.snapshot, await snapshotPage(view, Date.now()));
      console.log(options.json === true ? JSON.stringify(view, undefined, 2) : options.snapshot);
    }
  } finally {
    end.abort();
    await collected.done;
  }
}

async function untilInterrupted(
  { signal, say, env }: Context,
  done: Promise<void>,
  { url, close }: Served,
  { json, open }: DashboardOptions,
): Promise<void> {
  console.log(json === true ? JSON.stringify({ url }) : url);
  const forget =
    open === true
      ? await openInBrowser(url, env).catch((error: Error) =>
          say(`plab: no browser was opened: ${error.message}`),
        )
      : undefined;
  try {
    await done;
    if (!signal.aborted)
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  } finally {
    await forget?.();
    await close();
  }
}

async function requestOf(context: Context, wanted: string | undefined): Promise<CollectRequest> {
  const repository = await context.repositoryAt(context.cwd);
  const builds = {
    stateFolder: context.stateFolder,
    job: await jobOf(context.stateFolder, repository),
    subjectOf: subjects(repository.folder),
  };
  if (wanted === undefined && !existsSync(join(context.cwd, 'deploy.yml')))
    return { ...builds, project: repository.name };
  const { name, app, hosts, destination } = await chooseDestination(context, wanted);
  const url = context.env['PLAB_URL'] ?? destination.url;
  return {
    ...builds,
    project: app.app,
    destination: { name, app, hosts, ...(url === undefined ? {} : { url }) },
  };
}

function portNamed(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw badUsage(`${text} is not a port`, 'Write a number up to 65535; 0 takes a free port.');
  return port;
}
