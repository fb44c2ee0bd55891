import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HostShell, PulledRegistry } from '../src/rollout/left-pull.ts';
import { openChannel, type ShellChannel } from './shell-channel.ts';

/** A host as far as pulls go: command channels under a real shell, with folders of their own for state and engine. */
export interface PullHost {
  /** Takes the place of /var/lib/plab. */
  readonly state: string;
  /** Its engine answers each pull with this; with nothing at first. */
  engine: Engine;
  stopEngine(): Promise<void>;
  connect(app: string, env?: NodeJS.ProcessEnv): Promise<HostShell & { close(): Promise<void> }>;
  /** Files that tell of an application's pull. */
  notes(app: string): Promise<string[]>;
  /** Processes of pulls here, by what they were started with. */
  pulls(): Promise<string[]>;
  close(): Promise<void>;
}

/** Answers the call for a pull; `layer` gets the one layer of the image as engines do. */
type Engine = (response: ServerResponse, layer: () => Promise<Buffer>) => Promise<void> | void;

export async function createPullHost(): Promise<PullHost> {
  const folder = await mkdtemp(join(tmpdir(), 'plab-pull-'));
  const state = join(folder, 'state');
  const socket = join(folder, 'docker.sock');
  const channels: ShellChannel[] = [];
  const server = createServer((request, response) => {
    const image = /127\.0\.0\.1:\d+\/.*$/.exec(request.url ?? '')?.[0] ?? '';
    void host.engine(response, async () => await fetchLayer(image));
  });
  await once(server.listen(socket), 'listening');
  const host: PullHost = {
    state,
    engine: () => undefined,
    stopEngine: async () => await closeServer(server),
    async connect(app, env = {}) {
      const channel = await openChannel(join(state, app), { env });
      channels.push(channel);
      const ask = async (argv: readonly string[]): Promise<string> =>
        await channel.ask(
          argv.map((word) =>
            word.replaceAll('/var/lib/plab', state).replaceAll('/var/run/docker.sock', socket),
          ),
        );
      const { signal: lost } = new AbortController();
      return { app, ask, run: ask, lost, close: channel.close };
    },
    notes: async (app) => (await readdir(join(state, app))).filter((name) => name.startsWith('pull')),
    pulls: async () =>
      (await commandLines()).filter((line) => line.startsWith('perl\0') && line.includes(state)),
    async close() {
      await Promise.all(channels.map(async (each) => await each.close()));
      await closeServer(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
  return host;
}

/** A registry with an image of one layer, which is where the manifest should be: engines here know. */
export interface FakeRegistry extends PulledRegistry {
  readonly port: number;
  /** What was asked for, in order: the range, or nothing. */
  readonly ranges: readonly (string | undefined)[];
  close(): Promise<void>;
}

/** Gives the layer's bytes from `start` on; to end the response is its own affair. */
type Give = (response: ServerResponse, bytes: Buffer, start: number) => void;

/** First and last byte of a range. */
export function rangeOf(header: string | undefined, size: number): { start: number; end: number } {
  const [, start = '0', end = ''] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
  return { start: Number(start), end: end === '' ? size - 1 : Math.min(Number(end), size - 1) };
}

export async function createRegistry(
  repository: string,
  layer: Buffer,
  give: Give = (response, bytes) => response.end(bytes),
  documents: FakeRegistry['documents'] = [],
): Promise<FakeRegistry> {
  const digest = 'sha256:1';
  const ranges: (string | undefined)[] = [];
  let name = repository;
  const server = createServer((request, response) => {
    response.setHeader('Docker-Distribution-API-Version', 'registry/2.0');
    if (request.url === `/v2/${name}/tags/list`) return void response.end();
    if (request.url !== `/v2/${name}/blobs/${digest}`) return void response.writeHead(404).end();
    ranges.push(request.headers.range);
    const { start, end } = rangeOf(request.headers.range, layer.length);
    response.writeHead(206, {
      'Content-Length': end + 1 - start,
      'Content-Range': `bytes ${start}-${end}/${layer.length}`,
    });
    give(response, layer.subarray(start, end + 1), start);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get repository() {
      return name;
    },
    digest,
    documents,
    ranges,
    adopt: (other) => void (name = other),
    reference: (port) => `127.0.0.1:${port}/${name}@${digest}`,
    close: async () => await closeServer(server),
  };
}

async function fetchLayer(image: string): Promise<Buffer> {
  const [, authority = '', name = '', digest = ''] = /^([^/]+)\/(.*)@(.*)$/.exec(image) ?? [];
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  get(`http://${authority}/v2/${name}/blobs/${digest}`, resolve).on('error', reject);
  const response = await promise;
  if (response.statusCode !== 200) throw new Error(`the registry answered ${response.statusCode}`);
  return Buffer.concat(await response.toArray());
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

/** What every user can read of all processes; of those that ended nothing. */
export async function commandLines(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = pids.map(async (pid) => await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
  return await Promise.all(lines);
}

/** Fails when that takes longer than 10 s. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; !(await holds()); ) {
    assert.ok(Date.now() < end, `not within 10 s: ${String(holds)}`);
    await sleep(20);
  }
}
