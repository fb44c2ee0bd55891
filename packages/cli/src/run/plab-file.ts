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
import type { Document } from 'yaml';
import type { core } from 'zod';
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
 *
 * ```yaml
 * agents:
 *   - { name: linux, labels: [linux, docker], place: debian:12, executors: 2 }
 *   - { name: arm, place: ssh:me@host, env: { ARCH: arm64 } }
 * libraries:
 *   - { name: shared, source: ../shared-library }
 *   - { name: other, source: git@host:other.git, version: v1.2, implicit: true }
 * configFiles: { maven-settings: ci/settings.xml }
 * jobs:
 *   deploy: ci/deploy.Jenkinsfile
 *   service: { repository: ../service, branch: main, parameters: { ENV: test } }
 * mail: { host: smtp.example.org, from: ci@example.org, to: team@example.org, credentialsId: smtp }
 * metrics: { textfile: /var/lib/prometheus/node-exporter/plab.prom, push: "http://pushgateway:9091" }
 * steps: { notify: ./ci/notify.ts, publish: ./ci/publish.sh }
 * tools:
 *   maven: { apache-maven-3: /opt/maven }
 * ```
 */
export async function readPlabFile(path: string): Promise<PlabFile> {
  // Most repositories have none, and the libraries below take time to load.
  if (!existsSync(path)) return {};
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw unreadable(path, error);
  });
  const { LineCounter, parseDocument } = await import('yaml');
  const { plabFileSchema } = await import('./plab-schema.ts');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };
  if (document.errors.length > 0)
    throw badPlabFile(document.errors.map(({ pos, message }) => `${at(pos[0])}: ${message}`));
  const result = plabFileSchema.safeParse(document.toJS() ?? {});
  if (!result.success) {
    throw badPlabFile(
      result.error.issues.map((issue) => {
        const place = at(offsetOf(document, issue.path));
        return `${place}: ${issue.path.join('.')}: ${messageOf(issue)}`;
      }),
    );
  }
  const {
    agents = [],
    tools = {},
    configFiles = {},
    jobs = {},
    libraries = [],
    mail,
    metrics,
    steps = {},
  } = result.data;
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

/** Of what a path of keys leads to, or of the nearest thing around it when that is missing. */
function offsetOf(document: Document, keys: readonly PropertyKey[]): number {
  const node = document.getIn(keys.map(String), true);
  const range = node !== null && typeof node === 'object' && 'range' in node ? node.range : undefined;
  if (Array.isArray(range)) return Number(range[0]);
  return keys.length === 0 ? 0 : offsetOf(document, keys.slice(0, -1));
}

/** What a key may be is said one level deeper. */
function messageOf(issue: core.$ZodIssue): string {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  return issue.message;
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
