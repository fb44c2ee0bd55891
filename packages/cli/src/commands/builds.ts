import { styleText } from 'node:util';
import {
  artifactsOf,
  type BuildStatus,
  findBuild,
  follow,
  jobFolderName,
  listBuilds,
  type RunningBuild,
  soFar,
} from '@pipeline-lab/engine/builds';
import type { Context } from '../context.ts';
import { badUsage } from '../errors.ts';
import { jobOf } from '../job.ts';
import { mark } from '../render/build.ts';
import { drawTree } from '../render/run/draw.ts';
import { logLines } from '../render/run/log-lines.ts';
import { openRenderer, writeOut } from '../render/run/open.ts';
import { lineRenderer } from '../render/run/renderer.ts';
import { summaryLines } from '../render/run/summary.ts';
import { treeFold } from '../render/run/tree.ts';
import { visible } from '../render/visible.ts';
import { duration } from '../render/units.ts';
import { repositoryAt } from '../repository.ts';
import { chosenStage } from './chosen-stage.ts';

export interface BuildsOptions {
  readonly json?: true;
  /** Default: the one of the repository around the present folder. */
  readonly job?: string;
}

async function chosenJob({ cwd, stateFolder }: Context, job: string | undefined): Promise<string> {
  return job === undefined ? await jobOf(stateFolder, await repositoryAt(cwd)) : jobFolderName(job);
}

/** Lists the builds of a job, newest first. */
export async function builds(context: Context, { json, job }: BuildsOptions): Promise<void> {
  const list = await listBuilds(context.stateFolder, await chosenJob(context, job));
  if (json === true) console.log(JSON.stringify(list, null, 2));
  else if (list.length === 0) console.log('no builds yet: `plab run` makes one');
  else for (const build of list) console.log(visible(row(build)));
}

function row({
  number,
  result,
  running,
  startedAt,
  ms,
  branch,
  commit,
  displayName,
  description,
  dryRun,
}: BuildStatus): string {
  const sign = result === undefined ? (running ? '…' : '?') : mark(result);
  const state = (result ?? (running ? 'RUNNING' : 'DIED')).padEnd(9);
  const names = [dryRun === true ? 'dry run' : undefined, displayName, description]
    .filter((each) => each !== undefined)
    .join(' ')
    .replaceAll(/\s+/g, ' ');
  const time = startedAt === '' ? '' : startedAt.slice(0, 16).replace('T', ' ');
  const took = (ms === undefined ? '' : duration(ms)).padEnd(12);
  const where = styleText('dim', `${branch ?? ''} ${commit.slice(0, 12)}`.trim(), { stream: process.stdout });
  return [sign, `#${number}`.padEnd(5), state, time.padEnd(16), took, where, names].join(' ').trimEnd();
}

/** Shows how a build went: its stages, what failed, where its log and artifacts are. */
export async function show(
  context: Context,
  wanted: string | undefined,
  { json, job }: BuildsOptions,
): Promise<void> {
  const build = await buildNamed(context, job, wanted);
  const { tree, add } = treeFold();
  let shown = 0;
  for await (const event of soFar(build)) {
    add(event);
    shown = Date.parse(event.at);
  }
  if (json === true) {
    const { tests, failures, end } = tree;
    const artifacts = await artifactsOf(build.folder);
    console.log(
      JSON.stringify(
        { ...build, stages: tree.roots.map(plainNode), tests, failures, artifacts, end },
        null,
        2,
      ),
    );
  } else {
    const named = job !== undefined || tree.file !== 'Jenkinsfile';
    const lines = [...drawTree(tree, shown), ...summaryLines(tree, build.folder, named)];
    console.log(lines.map(visible).join('\n'));
  }
}

type Node = ReturnType<typeof treeFold>['tree']['roots'][number];

function plainNode({ id, name, state, result, skipped, ms, children }: Node): object {
  return { id, name, state, result, skipped, ms, stages: children.map(plainNode) };
}

export interface LogOptions {
  readonly stage?: string;
  readonly follow?: true;
  readonly format?: string;
  /** The same as the format `json`. */
  readonly json?: true;
  readonly job?: string;
}

/** Prints what a build logged, or one stage of it; with `follow` as long as it runs. */
export async function logs(context: Context, wanted: string | undefined, options: LogOptions): Promise<void> {
  const build = await buildNamed(context, options.job, wanted);
  const chosen = options.stage === undefined ? undefined : chosenStage(options.stage);
  const format = options.json === true ? 'json' : options.format;
  const renderer =
    format === undefined
      ? lineRenderer((event) => (event.type === 'log' ? logLines(event) : []), writeOut)
      : openRenderer(lineFormat(format), build.folder);
  const events = options.follow === true ? follow(build, context.signal) : soFar(build);
  for await (const event of events) if (chosen?.has(event) !== false) renderer.show(event);
  renderer.close();
  if (chosen?.found === false)
    throw badUsage(
      `build #${build.number} has no stage ${options.stage}`,
      chosen.opened.length === 0 ? 'No stage of it was opened.' : `It has: ${chosen.opened.join(', ')}.`,
    );
}

function lineFormat(format: string): 'plain' | 'json' | 'jenkins' {
  const known = (['plain', 'json', 'jenkins'] as const).find((each) => each === format);
  if (known === undefined) throw badUsage(`there is no format ${format}`, 'Use plain, json or jenkins.');
  return known;
}

async function buildNamed(
  context: Context,
  job: string | undefined,
  wanted: string | undefined,
): Promise<RunningBuild> {
  const number = wanted === undefined ? undefined : Number(wanted.replace(/^#/, ''));
  if (number !== undefined && (!Number.isInteger(number) || number < 1))
    throw badUsage(`${wanted} is not the number of a build`, '`plab builds` lists them.');
  return await findBuild(context.stateFolder, await chosenJob(context, job), number);
}
