import { X509Certificate } from 'node:crypto';
import type { AppConfig, DeployRequest } from '@pipeline-lab/deploy';
import {
  answerTo,
  type LabHost,
  mixed,
  socketOnce,
  streamOnce,
  type Visit,
  type Visits,
} from '@pipeline-lab/lab';
import { badUsage } from '../errors.ts';
import type { RehearsalFault } from './faults.ts';

/** What a user wants visitors to ask for. */
export interface Wanted {
  readonly paths: readonly Asked[];
  readonly stream?: string | undefined;
  readonly websocket?: string | undefined;
}

export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string;
}

const form = /^(?:(?<method>GET|POST) )?(?<path>\/\S*)(?: (?<body>[^]+))?$/;

/** Reads what `--path` is given: `/tasks`, `GET /tasks`, `POST /tasks {"title":"x"}`. Errors: PLAB_USAGE. */
export function readPath(text: string): Asked {
  const { method = 'GET', path, body = '' } = form.exec(text)?.groups ?? {};
  if (path === undefined || (method === 'GET' && body !== ''))
    throw badUsage(
      `--path “${text}” is no request`,
      'Write /path, or POST /path with what is sent after it: --path \'POST /tasks {"title":"x"}\'.',
    );
  return { method: method === 'POST' ? 'POST' : 'GET', path, body };
}

/** The path that leads through the proxy to the health path; the application's own where that is not public. Pure. */
export function healthPath({ health, proxy }: Pick<AppConfig, 'health' | 'proxy'>): string {
  const prefix = proxy.path.replace(/\/$/, '');
  if (proxy.strip) return `${prefix}${health.path}`;
  return prefix === '' || `${health.path}/`.startsWith(`${prefix}/`) ? health.path : proxy.path;
}

/** Where the visitors of a lab host go, and the name they ask for: the first one that the proxy knows. Pure. */
export function wayTo(
  { webPort, tlsPort }: Pick<LabHost, 'webPort' | 'tlsPort'>,
  { proxy }: Pick<AppConfig, 'proxy'>,
  proxyFiles: DeployRequest['proxyFiles'],
): Pick<Visits, 'url' | 'hostName'> {
  const secure = proxy.tls !== undefined;
  const certified = secure ? nameIn(proxyFiles?.certificate) : undefined;
  const hostName = (proxy.hosts[0] ?? certified)?.replace(/^\*/, 'rehearsal');
  return { url: secure ? `https://127.0.0.1:${tlsPort}` : `http://127.0.0.1:${webPort}`, hostName };
}

function nameIn(pem: string | undefined): string | undefined {
  if (pem === undefined) return undefined;
  return /DNS:([^,\s]+)/.exec(new X509Certificate(pem).subjectAltName ?? '')?.[1];
}

/**
 * Finds out what can be asked before the deployment, once each, and makes of it what visitors ask all the time. What gets no
 * answer below 500 then is left out, and told. Errors: PLAB_USAGE for a stream or WebSocket that does not open, or when nothing is left.
 */
export async function chooseVisits(
  way: Pick<Visits, 'url' | 'hostName'>,
  { paths, stream, websocket }: Wanted,
  health: string,
  say: (text: string) => void,
): Promise<Omit<Visits, 'url' | 'hostName' | 'perSecond'>> {
  const posts = paths.filter(({ method }) => method === 'POST');
  const asked: Asked[] = [
    { method: 'GET', path: health, body: '' },
    ...paths,
    ...(posts.length > 0 ? [] : [{ method: 'POST', path: health, body: '' } as const]),
  ];
  const visits = (await Promise.all(asked.map(async (each) => await visitOf(way, each, say)))).flat();
  const gets = visits.filter(({ kind }) => kind === 'get');
  if (gets.length === 0)
    throw badUsage(
      `the application answers GET ${health} through the proxy with an error before anything is deployed`,
      'Name a path that answers: --path /.',
    );
  if (stream !== undefined)
    await opens('stream', stream, async (signal) => await streamOnce(way, { path: stream }, signal));
  if (websocket !== undefined)
    await opens('websocket', websocket, async (signal) => await socketOnce(way, { path: websocket }, signal));
  return {
    requests: mixed(
      gets,
      visits.filter(({ kind }) => kind === 'post'),
    ),
    stream: stream === undefined ? undefined : { path: stream },
    socket: websocket === undefined ? undefined : { path: websocket },
  };
}

async function visitOf(
  way: Pick<Visits, 'url' | 'hostName'>,
  { method, path, body }: Asked,
  say: (text: string) => void,
): Promise<Visit[]> {
  const kind = method === 'POST' ? 'post' : 'get';
  const before = await answerTo(way, { kind, path, body }).then(
    ({ status }) => status,
    (error: unknown) => String(error),
  );
  if (typeof before === 'number' && before < 500) return [{ kind, path, body, judge: judging(before) }];
  say(`${method} ${path} is not asked: before the deployment its answer is ${before}`);
  return [];
}

/** An answer is wrong from 500 on, and from 400 on where there was a better one before. */
function judging(before: number): Visit['judge'] {
  return (status) => {
    if (status >= 500 || (status >= 400 && before < 400)) throw new Error(`HTTP ${status}`);
    return '';
  };
}

/** Time (ms) within which what does not open says so. */
const patience = 1000;

async function opens(
  what: string,
  path: string,
  open: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const over = AbortSignal.timeout(patience);
  try {
    await open(over);
  } catch (error) {
    if (over.aborted) return;
    const reason = error instanceof Error ? error.message : String(error);
    throw badUsage(
      `--${what} ${path} does not open: ${reason}`,
      'Name a path where the application has one.',
    );
  }
}

/** The hosts whose visitors count: those of a host that goes down are led elsewhere by whatever is in front of it. Pure. */
export function visitedHosts<T>(
  hosts: readonly T[],
  { losesLast }: Pick<RehearsalFault, 'losesLast'>,
): readonly T[] {
  return losesLast === true ? hosts.slice(0, -1) : hosts;
}
