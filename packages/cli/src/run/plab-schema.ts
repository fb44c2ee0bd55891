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

/** The form of `plab.yml`. */
export const plabFileSchema: z.ZodType<PlabFileData> = z.strictObject({
  agents: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[\w.-]+$/, 'use letters, digits, `-`, `_` and `.`'),
        labels: z.array(z.string()).optional(),
        place: z.string().default('local'),
        executors: z.int().min(1).optional(),
        env: z.record(z.string(), z.string()).optional(),
      }),
    )
    .optional(),
  configFiles: z.record(z.string(), z.string()).optional(),
  jobs: z
    .record(
      z.string().regex(/^[A-Za-z0-9_][\w./-]{0,99}$/, 'use letters, digits, `-`, `_`, `.` and `/`'),
      z.union([
        z.string(),
        z.strictObject({
          repository: z.string().optional(),
          jenkinsfile: z.string().optional(),
          branch: z.string().optional(),
          parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
        }),
      ]),
    )
    .optional(),
  libraries: z
    .array(
      z.strictObject({
        name: z.string(),
        source: z.string(),
        version: z.string().optional(),
        implicit: z.boolean().optional(),
      }),
    )
    .optional(),
  mail: z
    .strictObject({
      host: z.string(),
      port: z.int().min(1).max(65_535).optional(),
      tls: z.enum(['tls', 'starttls', 'none']).optional(),
      from: z.string(),
      to: z.string().optional(),
      credentialsId: z.string().optional(),
    })
    .optional(),
  metrics: z
    .strictObject({
      textfile: z
        .string()
        .regex(/\.prom$/, 'node_exporter reads files whose names end in .prom')
        .optional(),
      push: z
        .url({ protocol: /^https?$/, error: 'use the address of a Pushgateway, http://… or https://…' })
        .refine((url) => !/^https?:\/\/[^/]*@/.test(url), 'a file in the repository holds no password')
        .optional(),
    })
    .optional(),
  steps: z
    .record(z.string().regex(/^[A-Za-z_]\w*$/, 'a step is named like a function'), z.string())
    .optional(),
  tools: z.record(z.string(), z.record(z.string(), z.string())).optional(),
});
