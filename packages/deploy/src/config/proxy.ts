import { z } from 'zod';
import { type SecretSource, secretSource } from './secret-source.ts';

/** How the proxy of the hosts reaches an application, and what it does before it. Times are seconds. */
export interface ProxyConfig {
  /** Host names; none: every name that no other application has. `*.example.com` stands for all below it. */
  readonly hosts: readonly string[];
  readonly path: string;
  /** The application does not see the prefix. */
  readonly strip: boolean;
  /** Largest request body, MiB. */
  readonly body?: number | undefined;
  readonly timeouts: { readonly connect: number; readonly answer: number; readonly tunnel: number };
  /** A page of HTML beside deploy.yml. */
  readonly maintenance?: string | undefined;
  readonly tls?: TlsConfig | undefined;
}

/** Certificates: one's own, or those of an authority that speaks ACME (RFC 8555). */
export interface TlsConfig {
  readonly certificate?: PemSource | undefined;
  readonly key?: PemSource | undefined;
  readonly acme?: AcmeConfig | undefined;
  /** Requests over HTTP are sent to HTTPS. */
  readonly redirect: boolean;
  /** Seconds that browsers remember to come over HTTPS only. */
  readonly hsts?: number | undefined;
}

export interface AcmeConfig {
  readonly email: string;
  readonly directory: string;
}

/** As a secret's source, but `file` is the PEM file itself. */
export type PemSource = SecretSource;

/** What a destination has of its own. */
export type ProxyChange = { readonly [Key in keyof ProxyConfig]?: ProxyConfig[Key] | undefined };

/** A destination's own keys come instead of those of the whole file. */
export function withChange(proxy: ProxyConfig, change: ProxyChange): ProxyConfig {
  return {
    hosts: change.hosts ?? proxy.hosts,
    path: change.path ?? proxy.path,
    strip: change.strip ?? proxy.strip,
    body: change.body ?? proxy.body,
    timeouts: change.timeouts ?? proxy.timeouts,
    maintenance: change.maintenance ?? proxy.maintenance,
    tls: change.tls ?? proxy.tls,
  };
}

/** Seconds that the proxy waits for an application, unless deploy.yml says otherwise. */
const usualTimeouts = { connect: 5, answer: 60, tunnel: 3600 } as const;

export const acmeNeeds = 'needs `hosts` without any *, and the path /';

const seconds = z.number().positive();
const hostName = z
  .string()
  .toLowerCase()
  .regex(
    /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
    'is not a host name, such as tasks.example.com or *.example.com',
  );

const timeouts = z.strictObject({
  connect: seconds.default(usualTimeouts.connect).describe('seconds for a connection to the application'),
  answer: seconds.default(usualTimeouts.answer).describe('seconds that the application may be silent'),
  tunnel: seconds
    .default(usualTimeouts.tunnel)
    .describe('seconds that a WebSocket may be silent in both directions'),
});

const acme = z.strictObject({
  email: z.email('is not an address').describe('where the authority writes to'),
  directory: z
    .url()
    .default('https://acme-v02.api.letsencrypt.org/directory')
    .describe('the authority; its terms of service are agreed to'),
});

const tls = z
  .strictObject({
    certificate: secretSource
      .optional()
      .describe('PEM of the certificate and its chain; `file` is the file itself'),
    key: secretSource.optional().describe('PEM of its private key'),
    acme: acme.optional().describe('certificates come from an authority, and are renewed'),
    redirect: z.boolean().default(true).describe('sends requests over HTTP to HTTPS'),
    hsts: z
      .int()
      .positive()
      .optional()
      .describe('seconds for which browsers use HTTPS only (`Strict-Transport-Security`)'),
  })
  .refine(
    ({ certificate, key, acme: authority }) =>
      authority === undefined
        ? certificate !== undefined && key !== undefined
        : certificate === undefined && key === undefined,
    'needs either acme, or both certificate and key',
  );

const fields = {
  hosts: z.array(hostName).describe('host names of the application; default: every one'),
  path: z
    .string()
    .regex(/^\/[\w.~/-]*$/, 'must begin with / and have letters, digits and . ~ _ - only')
    .describe('only requests below this path'),
  strip: z.boolean().describe('takes that path off before the application sees it'),
  body: z.number().positive().describe('largest request body, MiB; a larger one gets 413; default: any'),
  timeouts: timeouts.describe('how long the proxy waits'),
  maintenance: z
    .string()
    .describe('an HTML file beside deploy.yml for `plab maintenance on`; default: a page of ours'),
  tls: tls.describe('HTTPS on port 443, with HTTP/2'),
} as const;

/** `proxy` of the whole file. */
export const proxySchema: z.ZodType<ProxyConfig> = z
  .strictObject({
    hosts: fields.hosts.default([]),
    path: fields.path.default('/'),
    strip: fields.strip.default(false),
    body: fields.body.optional(),
    timeouts: fields.timeouts.default(usualTimeouts),
    maintenance: fields.maintenance.optional(),
    tls: fields.tls.optional(),
  })
  .refine(suitsAcme, { path: ['tls', 'acme'], error: acmeNeeds });

/** `proxy` of a destination: what it names comes instead. */
export const proxyChangeSchema: z.ZodType<ProxyChange> = z.strictObject(fields).partial();

/** An authority asks each name over HTTP at a path of its choice, so the application needs names without `*` as a whole. */
export function suitsAcme({
  hosts,
  path,
  tls: wanted,
}: Pick<ProxyConfig, 'hosts' | 'path' | 'tls'>): boolean {
  const named = hosts.length > 0 && !hosts.some((host) => host.startsWith('*'));
  return wanted?.acme === undefined || (named && path === '/');
}
