import { styleText } from 'node:util';
import {
  artifactsOf,
  type BuildStatus,
  findBuild,
  follow,
  listBuilds,
  type RunningBuild,
  soFar,
} from '@pipeline-lab/engine/builds';
import type { Context } from '../context.ts';
import { badUsage } from '../errors.ts';
import { jobOf } from '../job.ts';
import { mark } from '../render/build.ts';
import { drawTree } from '../render/run/draw.ts';
import { openRenderer } from '../render/run/open.ts';
import { lineRenderer } from '../render/run/renderer.ts';
import { summaryLines } from '../render/run/summary.ts';
import { treeFold } from '../render/run/tree.ts';
import { duration } from '../render/units.ts';
import { repositoryAt } from '../repository.ts';

export interface BuildsOptions {
  readonly json?: true;
  /** Default: the one of the repository around the present folder. */
  readonly job?: string;
}

async function chosenJob({ cwd, stateFolder }: Context, job: string | undefined): Promise<string> {
  return job ?? (await jobOf(stateFolder, await repositoryAt(cwd)));
}

/** Lists the builds of a job, newest first. */
export async function builds(context: Context, { json, job }: BuildsOptions): Promise<void> {
  const list = await listBuilds(context.stateFolder, await chosenJob(context, job));
  if (json === true) console.log(JSON.stringify(list, null, 2));
  else if (list.length === 0) console.log('no builds yet: `plab run` makes one');
  else for (const build of list) console.log(row(build));
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
    console.log([...drawTree(tree, shown), ...summaryLines(tree, build.folder)].join('\n'));
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
  readonly job?: string;
}

/** Prints what a build logged, or one stage of it; with `follow` as long as it runs. */
export async function logs(context: Context, wanted: string | undefined, options: LogOptions): Promise<void> {
  const build = await buildNamed(context, options.job, wanted);
  const { stage } = options;
  const write = (text: string): void => void process.stdout.write(text);
  const renderer =
    options.format === undefined
      ? lineRenderer((event) => (event.type === 'log' ? event.lines : []), write)
      : openRenderer(lineFormat(options.format), build.folder);
  const events = options.follow === true ? follow(build, context.signal) : soFar(build);
  const known = new Set<string>();
  for await (const event of events) {
    if (event.type === 'stage.started') known.add(event.stage);
    if (stage === undefined || ('stage' in event && event.stage !== undefined && isIn(event.stage, stage)))
      renderer.show(event);
  }
  renderer.close();
  if (stage !== undefined && ![...known].some((id) => isIn(id, stage)))
    throw badUsage(
      `build #${build.number} has no stage ${stage}`,
      known.size === 0 ? 'No stage of it was opened.' : `It has: ${[...known].join(', ')}.`,
    );
}

function lineFormat(format: string): 'plain' | 'json' | 'jenkins' {
  const known = (['plain', 'json', 'jenkins'] as const).find((each) => each === format);
  if (known === undefined) throw badUsage(`there is no format ${format}`, 'Use plain, json or jenkins.');
  return known;
}

/** Whether a stage is the named one or inside of it. */
function isIn(id: string, wanted: string): boolean {
  return id.split(' / ').includes(wanted) || `${id} / `.startsWith(`${wanted} / `);
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
