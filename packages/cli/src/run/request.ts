import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { AgentConfig, BuildRequest, Head } from '@pipeline-lab/engine/builds';
import type { Context } from '../context.ts';
import { badUsage } from '../errors.ts';
import { jobOf } from '../job.ts';
import type { Repository } from '../repository.ts';
import { agentOption } from './agents.ts';
import { type MetricsConfig, readPlabFile } from './plab-file.ts';
import { answers, changeOption, durationOption, environmentFiles, pairs } from './pairs.ts';

/** The options of `plab run` as they were given. */
export interface RunOptions {
  readonly file?: string;
  readonly directory?: string;
  readonly param: readonly string[];
  readonly stage?: string;
  readonly from?: string;
  readonly branch?: string;
  readonly tag?: string;
  readonly change?: string;
  readonly envFile: readonly string[];
  readonly secretFile: readonly string[];
  readonly agent: readonly string[];
  readonly input: readonly string[];
  readonly dryRun?: true;
  readonly dirty?: true;
  readonly timeout?: string;
  readonly unknownStep?: string;
}

export interface WantedBuild {
  readonly request: BuildRequest;
  /** What is known of the commit already. */
  readonly head: Head | undefined;
  /** Where figures go afterwards. */
  readonly metrics: MetricsConfig | undefined;
}

/** What the engine is asked for. Errors: PLAB_USAGE, PLAB_NOT_A_REPOSITORY, PLAB_NO_COMMIT, PLAB_UNREADABLE. */
export async function requestOf(
  context: Context,
  options: RunOptions,
  interactive: boolean,
): Promise<WantedBuild> {
  if (options.stage !== undefined && options.from !== undefined)
    throw badUsage('--stage and --from do not go together', 'Give one of them.');
  const cwd = resolve(context.cwd, options.directory ?? '.');
  if (options.directory !== undefined && !existsSync(cwd))
    throw badUsage(`-C ${options.directory}: there is no such folder`, 'Check the path.');
  const repository = await context.repositoryAt(cwd);
  const { metrics, ...file } = await readPlabFile(join(repository.folder, 'plab.yml'));
  const secrets = await environmentFiles(cwd, options.secretFile);
  const jenkinsfile = await jenkinsfileIn(repository, cwd, options.file);
  const request = {
    job: await jobOf(context.stateFolder, repository, jenkinsfile),
    jenkinsfile,
    repository: repository.folder,
    commit: repository.commit,
    stateDir: context.stateFolder,
    env: { ...presentVariables(context.env), ...(await environmentFiles(cwd, options.envFile)), ...secrets },
    masks: Object.values(secrets),
    secrets,
    params: pairs('--param', options.param),
    ...file,
    agents: [...options.agent.map(agentOption), ...(file.agents ?? [])].map((agent) =>
      reachable(agent, context.env['PLAB_SSH_CONFIG']),
    ),
    answers: answers(options.input),
    interactive,
    causes: [startedByUser()],
    dirty: options.dirty === true,
    dryRun: options.dryRun === true,
    unknownStep: unknownStepOf(options.unknownStep),
    ...given('branch', options.branch ?? repository.branch),
    ...given('tag', options.tag),
    ...given('stage', options.stage),
    ...given('from', options.from),
    ...(options.change === undefined ? {} : { change: changeOption(options.change) }),
    ...(options.timeout === undefined ? {} : { timeoutMs: durationOption(options.timeout) }),
  } as const satisfies BuildRequest;
  return { request, head: repository.head, metrics };
}

function unknownStepOf(text: string = 'fail'): 'fail' | 'late' | 'warn' {
  if (text === 'fail' || text === 'late' || text === 'warn') return text;
  throw badUsage(`--unknown-step ${text}: there is no such choice`, 'Use fail, late or warn.');
}

/** An agent behind SSH with the configuration that knows its host, when that is not the user's own. */
function reachable(agent: AgentConfig, config: string | undefined): AgentConfig {
  const { place } = agent;
  return place.kind !== 'ssh' || config === undefined ? agent : { ...agent, place: { ...place, config } };
}

function given<Name extends string>(
  name: Name,
  value: string | undefined,
): { readonly [K in Name]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [K in Name]?: string });
}

/** Relative to the repository, whose folder git tells without links. */
async function jenkinsfileIn({ folder }: Repository, cwd: string, file: string | undefined): Promise<string> {
  if (file === undefined) return 'Jenkinsfile';
  const given = resolve(await realpath(cwd), file);
  const inside = await realpath(dirname(given)).catch(() => dirname(given));
  const path = relative(await realpath(folder), join(inside, basename(given)));
  if (path === '..' || path.startsWith('../'))
    throw badUsage(`${file} is outside of the repository ${folder}`, 'Name a file of the repository.');
  return path;
}

function presentVariables(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function startedByUser(): NonNullable<BuildRequest['causes']>[number] {
  const user = userInfo().username;
  return { kind: 'UserIdCause', description: `Started by user ${user}`, user };
}
