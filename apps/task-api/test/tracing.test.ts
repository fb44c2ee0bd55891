import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { startProcess } from './process.ts';

const id = '4bf92f3577b34da6a3ce929d0e0e4736';
const parent = '00f067aa0ba902b7';

interface Sent {
  readonly resourceSpans: {
    readonly resource: { readonly attributes: Attribute[] };
    readonly scopeSpans: { readonly spans: Span[] }[];
  }[];
}

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number };
}

interface Span {
  readonly traceId: string;
  readonly parentSpanId?: string;
  readonly spanId: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: Attribute[];
}

test('a collector gets a span of each request, of the trace that it came with', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'task-tracing-'));
  const sent: { url: string | undefined; body: Sent }[] = [];
  const asked: unknown[] = [];
  const collector = createServer(async (request, response) => {
    if (request.url === '/asked') asked.push(request.headers['traceparent']);
    else sent.push({ url: request.url, body: JSON.parse(await text(request)) as Sent });
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
  });
  await once(collector.listen(0, '127.0.0.1'), 'listening');
  const address = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: address,
    EXTERNAL_URL: `${address}/asked`,
    APP_VERSION: '1.2.3',
  };
  const app = await startProcess({ DATA_DIR: folder, ...env });
  t.after(async () => {
    app.child.kill('SIGKILL');
    collector.closeAllConnections();
    collector.close();
    await rm(folder, { recursive: true });
  });
  const headers = { traceparent: `00-${id}-${parent}-01` };
  assert.equal((await fetch(`${app.url}/tasks/none?secret=1`, { headers })).status, 404);
  assert.equal((await fetch(`${app.url}/external-check`, { headers })).status, 200);
  app.child.kill('SIGTERM');
  assert.deepEqual(await app.ended, [0, null]);
  assert.ok(sent.every(({ url }) => url === '/v1/traces'));
  const resources = sent.flatMap(({ body }) => body.resourceSpans);
  assert.equal(valueOf(resources[0]?.resource.attributes, 'service.version'), '1.2.3');
  const spans = resources.flatMap(({ scopeSpans }) => scopeSpans).flatMap(({ spans }) => spans);
  assert.deepEqual(
    spans.map(({ name, traceId, parentSpanId, kind }) => ({ name, traceId, parentSpanId, kind })),
    ['GET /tasks/:id', 'GET /external-check'].map((name) => ({
      name,
      traceId: id,
      parentSpanId: parent,
      kind: 2,
    })),
  );
  assert.equal(valueOf(spans[0]?.attributes, 'http.route'), '/tasks/:id');
  assert.equal(valueOf(spans[0]?.attributes, 'http.response.status_code'), 404);
  assert.ok(!JSON.stringify(sent).includes('secret'));
  assert.deepEqual(asked, [`00-${id}-${spans[1]?.spanId}-01`]);
});

function valueOf(attributes: readonly Attribute[] | undefined, key: string): string | number | undefined {
  const value = attributes?.find((each) => each.key === key)?.value;
  return value?.stringValue ?? value?.intValue;
}

test('without a collector nothing of OpenTelemetry’s senders, of PostgreSQL or of the circuit breaker is loaded', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'task-tracing-'));
  const list = join(folder, 'loaded');
  const hook = `import { registerHooks } from 'node:module'; import { appendFileSync } from 'node:fs';
    registerHooks({ load(url, context, next) { appendFileSync(${JSON.stringify(list)}, url + '\\n'); return next(url, context); } });`;
  const loader = `data:text/javascript,${encodeURIComponent(hook)}`;
  const app = await startProcess({ DATA_DIR: folder, NODE_OPTIONS: `--import ${JSON.stringify(loader)}` });
  t.after(async () => {
    app.child.kill('SIGKILL');
    await app.ended;
    await rm(folder, { recursive: true });
  });
  assert.equal((await fetch(`${app.url}/health`)).status, 200);
  const loaded = await readFile(list, 'utf8');
  assert.match(loaded, /node_modules\/fastify\//);
  assert.doesNotMatch(
    loaded,
    /@opentelemetry\/(?!api\/)|node_modules\/(postgres|cockatiel)\/|rate-limit\/index/,
  );
});
