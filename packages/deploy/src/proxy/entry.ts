import { z } from 'zod';

/** A server of an application's backend, as the configuration file names it. */
export interface Server {
  readonly name: string;
  readonly address: string;
  /** Where more containers of the same release serve; the servers are called `<name>-2` and so on. */
  readonly replicas?: readonly string[] | undefined;
}

/** Servers that come and go by themselves; the proxy asks each whether it is there. */
export interface Nodes {
  readonly servers: readonly Server[];
  /** What a container that serves answers; absent: whoever takes a connection serves. */
  readonly health?: { readonly path: string; readonly status: number } | undefined;
}

/** What a host's proxy does for one application: all that its part of the configuration is made from. */
export interface ProxiedApp {
  readonly app: string;
  /** Absent until its first release stands. */
  readonly server?: Server | undefined;
  /** A second release, without traffic until it is given some. A cookie then keeps each client at the one it met first. */
  readonly canary?: Server | undefined;
  /** Instead of `server`: the nodes of a swarm, each of which may have a container that serves. */
  readonly nodes?: Nodes | undefined;
  readonly hosts: readonly string[];
  readonly path: string;
  readonly strip: boolean;
  /** MiB. */
  readonly body?: number | undefined;
  /** Seconds. */
  readonly timeouts: { readonly connect: number; readonly answer: number; readonly tunnel: number };
  /** Hash of the maintenance page: HAProxy reads the page itself when it starts. */
  readonly page: string;
  /** Present when there is a certificate on the host. */
  readonly tls?: { readonly redirect: boolean; readonly hsts?: number | undefined } | undefined;
  /** Thumbprint of the ACME account: what the proxy answers an authority's challenge with (RFC 8555, 8.1). */
  readonly acme?: string | undefined;
}

/** The proxy's first server of a release. */
export function serverName(releaseId: string): string {
  return `r-${releaseId}`;
}

/** The release that a server of the proxy belongs to. */
export function releaseOfServer(name: string): string {
  return /^r-([^-]+)/.exec(name)?.[1] ?? name;
}

/** A release's servers, one a container. Pure. */
export function serversOf({ name, address, replicas = [] }: Server): Server[] {
  return [
    { name, address },
    ...replicas.map((other, index) => ({ name: `${name}-${index + 2}`, address: other })),
  ];
}

const server = z.strictObject({
  name: z.string(),
  address: z.string(),
  replicas: z.array(z.string()).optional(),
});
const schema: z.ZodType<ProxiedApp> = z.strictObject({
  app: z.string(),
  server: server.optional(),
  canary: server.optional(),
  nodes: z
    .strictObject({
      servers: z.array(server),
      health: z.strictObject({ path: z.string(), status: z.number() }).optional(),
    })
    .optional(),
  hosts: z.array(z.string()),
  path: z.string(),
  strip: z.boolean(),
  body: z.number().optional(),
  timeouts: z.strictObject({ connect: z.number(), answer: z.number(), tunnel: z.number() }),
  page: z.string(),
  tls: z.strictObject({ redirect: z.boolean(), hsts: z.number().optional() }).optional(),
  acme: z.string().optional(),
});

const prefix = '# plab-app ';

/** An application as a comment of the configuration file. */
export function appLine(app: ProxiedApp): string {
  return `${prefix}${JSON.stringify(app)}`;
}

/** The applications of a file of ours, by name. Throws when one was written by a version that knows more than this one. */
export function parseApps(config: string): ProxiedApp[] {
  return config
    .split('\n')
    .filter((line) => line.startsWith(prefix))
    .map((line) => schema.parse(JSON.parse(line.slice(prefix.length))));
}
