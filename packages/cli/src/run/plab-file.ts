import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type {
  AgentConfig,
  BuildRequest,
  JobConfig,
  LibraryConfig,
  MailConfig,
} from '@pipeline-lab/engine/builds';
import { dirname, resolve } from 'node:path';
import { badPlabFile, unreadable } from '../errors.ts';
import { placeOf } from './agents.ts';
import type { AgentData, JobData, LibraryData, MailData, MetricsData } from './plab-schema.ts';

/** What `plab.yml` of a repository says: to the engine, and where figures go. */
export interface PlabFile
  extends Pick<BuildRequest, 'agents' | 'tools' | 'configFiles' | 'jobs' | 'libraries' | 'mail' | 'steps'> {
  readonly metrics?: MetricsConfig;
}

/** Where figures go after each build and deployment. */
export interface MetricsConfig {
  /** Absolute. */
  readonly textfile?: string;
  /** The address of a Pushgateway. */
  readonly push?: string;
}

/**
 * Reads `plab.yml`; empty when there is none. Errors: PLAB_FILE with every place that is wrong, PLAB_UNREADABLE.
 */
export async function readPlabFile(path: string): Promise<PlabFile> {
  // Most repositories have none, and the libraries below take time to load.
  if (!existsSync(path)) return {};
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw unreadable(path, error);
  });
  const { parseYaml } = await import('@pipeline-lab/deploy/yaml');
  const { plabFileSchema } = await import('./plab-schema.ts');
  const parsed = parseYaml(text, path, plabFileSchema, {});
  if ('problems' in parsed) throw badPlabFile(parsed.problems);
  const {
    agents = [],
    tools = {},
    configFiles = {},
    jobs = {},
    libraries = [],
    mail,
    metrics,
    steps = {},
  } = parsed.data;
  return {
    agents: agents.map(agentOf),
    tools,
    jobs: Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, jobOf(dirname(path), job)])),
    libraries: libraries.map(libraryOf),
    ...(mail === undefined ? {} : { mail: mailOf(mail) }),
    ...(metrics === undefined ? {} : { metrics: metricsOf(dirname(path), metrics) }),
    configFiles: filesOf(dirname(path), configFiles),
    steps: filesOf(dirname(path), steps),
  };
}

/** Paths relative to a folder as absolute ones. */
function filesOf(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, file]) => [name, resolve(folder, file)]));
}

function jobOf(folder: string, job: JobData): JobConfig {
  if (typeof job === 'string') return { jenkinsfile: job };
  const { repository, jenkinsfile, branch, parameters = {} } = job;
  return {
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)])),
    ...(repository === undefined ? {} : { repository: resolve(folder, repository) }),
    ...(jenkinsfile === undefined ? {} : { jenkinsfile }),
    ...(branch === undefined ? {} : { branch }),
  };
}

function mailOf({ host, port, tls, from, to, credentialsId }: MailData): MailConfig {
  return {
    host,
    from,
    ...(port === undefined ? {} : { port }),
    ...(tls === undefined ? {} : { tls }),
    ...(to === undefined ? {} : { to }),
    ...(credentialsId === undefined ? {} : { credentialsId }),
  };
}

function metricsOf(folder: string, { textfile, push }: MetricsData): MetricsConfig {
  return {
    ...(textfile === undefined ? {} : { textfile: resolve(folder, textfile) }),
    ...(push === undefined ? {} : { push }),
  };
}

function libraryOf({ name, source, version, implicit }: LibraryData): LibraryConfig {
  const pinned = version === undefined ? {} : { version };
  return { name, source, ...pinned, ...(implicit === undefined ? {} : { implicit }) };
}

function agentOf({ name, labels = [name], place, executors, env }: AgentData): AgentConfig {
  const agent = { name, labels, place: placeOf(place) };
  const more = { ...(executors === undefined ? {} : { executors }), ...(env === undefined ? {} : { env }) };
  return { ...agent, ...more };
}
