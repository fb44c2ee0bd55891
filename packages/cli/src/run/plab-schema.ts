import { z } from 'zod';

interface PlabFileData {
  readonly agents?: readonly AgentData[] | undefined;
  readonly configFiles?: Readonly<Record<string, string>> | undefined;
  readonly jobs?: Readonly<Record<string, JobData>> | undefined;
  readonly libraries?: readonly LibraryData[] | undefined;
  readonly mail?: MailData | undefined;
  readonly metrics?: MetricsData | undefined;
  readonly steps?: Readonly<Record<string, string>> | undefined;
  readonly tools?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
}

/** A Jenkinsfile by its path, or more than that. */
export type JobData =
  | string
  | {
      readonly repository?: string | undefined;
      readonly jenkinsfile?: string | undefined;
      readonly branch?: string | undefined;
      readonly parameters?: Readonly<Record<string, string | number | boolean>> | undefined;
    };

export interface MailData {
  readonly host: string;
  readonly port?: number | undefined;
  readonly tls?: 'tls' | 'starttls' | 'none' | undefined;
  readonly from: string;
  readonly to?: string | undefined;
  readonly credentialsId?: string | undefined;
}

/** Where figures of builds and deployments go after each of them. */
export interface MetricsData {
  /** A file of node_exporter's textfile collector. */
  readonly textfile?: string | undefined;
  /** The address of a Pushgateway. */
  readonly push?: string | undefined;
}

export interface LibraryData {
  readonly name: string;
  readonly source: string;
  readonly version?: string | undefined;
  readonly implicit?: boolean | undefined;
}

export interface AgentData {
  readonly name: string;
  readonly labels?: readonly string[] | undefined;
  /** `local`, `ssh:user@host[:folder]` or an image. */
  readonly place: string;
  readonly executors?: number | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

const named = z.string().regex(/^[\w.-]+$/, 'use letters, digits, `-`, `_` and `.`');
const file = z.string().min(1, 'is empty');
const files = z.record(z.string(), file);

const agent = z.strictObject({
  name: named.describe('what the log calls it'),
  labels: z.array(z.string()).optional().describe('what `agent { label … }` may ask for; default: its name'),
  place: z
    .string()
    .min(1, 'is empty: write local, ssh:user@host or an image')
    .default('local')
    .describe('`local`, `ssh:user@host[:folder]`, or an image such as `debian:12`'),
  executors: z.int().min(1).optional().describe('so many `node` blocks of all builds run there at a time'),
  env: z.record(z.string(), z.string()).optional().describe('variables of what runs there'),
});

const job = z.union([
  file.describe('a Jenkinsfile of the same commit'),
  z.strictObject({
    repository: file
      .optional()
      .describe('folder of another repository, as seen from the file; default: this one'),
    jenkinsfile: file.optional().describe('its Jenkinsfile; default: `Jenkinsfile`'),
    branch: file.optional().describe('default: the branch that is checked out'),
    parameters: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .optional()
      .describe('values of parameters for which the call names none'),
  }),
]);

const library = z.strictObject({
  name: file.describe('what `@Library` and `library` call it'),
  source: file.describe('a folder as seen from the repository, or the address of a Git repository'),
  version: file.optional().describe('branch, tag or commit where the Jenkinsfile names none'),
  implicit: z.boolean().optional().describe('every Jenkinsfile has it without asking'),
});

const mail = z.strictObject({
  host: file.describe('SMTP server'),
  port: z.int().min(1).max(65_535).optional().describe('default: 587, or 465 for `tls: tls`'),
  tls: z.enum(['tls', 'starttls', 'none']).optional().describe('default: `starttls`'),
  from: file.describe('sender'),
  to: file.optional().describe('who gets what names no recipient'),
  credentialsId: file.optional().describe('of a user and password in the store of secrets'),
});

const metrics = z.strictObject({
  textfile: z
    .string()
    .regex(/\.prom$/, 'node_exporter reads files whose names end in .prom')
    .optional()
    .describe('file of node_exporter’s textfile collector; its folder has to exist'),
  push: z
    .url({ error: 'use the address of a Pushgateway, http://… or https://…', abort: true })
    // One pattern, so that editors refuse by the JSON Schema what is refused here.
    .regex(
      /^https?:\/\/[^/@]+(?:\/|$)/i,
      'use the address of a Pushgateway, http://… or https://…; a file in the repository holds no password',
    )
    .optional()
    .meta({ description: 'address of a Pushgateway', format: 'uri' }),
});

/** The form of `plab.yml`. */
export const plabFileSchema: z.ZodType<PlabFileData> = z.strictObject({
  agents: z.array(agent).optional().describe('where labels lead to'),
  tools: z
    .record(z.string(), files)
    .optional()
    .describe('folders of `tools { … }`: by kind (`maven`, `jdk`, …), then by name'),
  jobs: z
    .record(
      z.string().regex(/^[A-Za-z0-9_][\w./-]{0,99}$/, 'use letters, digits, `-`, `_`, `.` and `/`'),
      job,
    )
    .optional()
    .describe('what `build job:` starts, by name'),
  libraries: z.array(library).optional().describe('shared libraries'),
  steps: z
    .record(z.string().regex(/^[A-Za-z_]\w*$/, 'a step is named like a function'), file)
    .optional()
    .describe('steps of your own, by name: a module or a program'),
  configFiles: files.optional().describe('what `configFileProvider` gives, by id: files of the repository'),
  mail: mail
    .optional()
    .describe('server for `mail` and `emailext`; without it mails are kept with the build'),
  metrics: metrics.optional().describe('where figures go after each build and deployment'),
});

/** The JSON Schema (draft 2020-12) of `plab.yml`, for editors. */
export function plabFileJsonSchema(): Record<string, unknown> {
  return {
    title: 'plab.yml of Pipeline Lab',
    ...z.toJSONSchema(plabFileSchema, { io: 'input', target: 'draft-2020-12' }),
  };
}
