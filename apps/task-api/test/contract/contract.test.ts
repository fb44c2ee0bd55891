import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { type RunningApp, startApp } from '../app.ts';
import { taskClient } from '../client/client.ts';
import { type Operation, operations, resolve, wrongWith } from './document.ts';
import { invalid, type Schema, valid } from './values.ts';

let app: RunningApp;
let known: string;

before(async () => {
  app = await startApp();
  const { data } = await taskClient(app.url).POST('/tasks', { body: { title: 'known' } });
  known = String(data?.id);
});

after(async () => await app.stop());

interface Sent {
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly id?: string;
}

/** Sends a request of an operation; its answer's status, once that is one of the document's. */
async function send(operation: Operation, { query = {}, headers = {}, body, id }: Sent): Promise<number> {
  const url = new URL(operation.path.replace('{id}', encodeURIComponent(id ?? known)), app.url);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  const response = await fetch(url, {
    method: operation.method,
    headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const wrong = wrongWith(operation, response.status, response.headers.get('content-type'), text);
  assert.equal(wrong, undefined, `${operation.method} ${url.href} ${JSON.stringify(body)}`);
  assert.ok(response.status < 500, text);
  return response.status;
}

const query = ({ parameters }: Operation): Record<string, Schema> =>
  Object.fromEntries(
    parameters.filter((each) => each.in === 'query').map(({ name, schema }) => [name, schema]),
  );

/** Which a test that deletes the known task would leave to no other. */
const withoutId = ({ path, method }: Operation): boolean => !path.includes('{id}') || method !== 'DELETE';

describe('a request that the document allows is answered as it says', () => {
  for (const operation of operations.filter(withoutId)) {
    test(`${operation.method} ${operation.path}`, async () => {
      const { body } = operation;
      // A cursor is no free text.
      const { cursor: _, ...parameters } = query(operation);
      const sent = fc.record({
        query: fc.record(
          Object.fromEntries(
            Object.entries(parameters).map(([name, schema]) => [name, valid(schema, resolve)]),
          ),
          { requiredKeys: [] },
        ),
        body: body === undefined ? fc.constant(undefined) : valid(body, resolve),
      });
      const right = operation.path.startsWith('/external') ? [200, 503] : [200, 201];
      await fc.assert(
        fc.asyncProperty(sent, async (request) => {
          const status = await send(operation, request);
          assert.ok(right.includes(status), `${status} for ${JSON.stringify(request)}`);
        }),
        { numRuns: body === undefined && Object.keys(parameters).length === 0 ? 2 : 60 },
      );
    });
  }
});

describe('a request that the document forbids is refused with 400', () => {
  for (const operation of operations) {
    const bodies = operation.body === undefined ? [] : invalid(operation.body, resolve);
    const queries = Object.entries(query(operation)).flatMap(([name, schema]) =>
      invalid(schema, resolve)
        .filter((value) => differsAsText(schema, value))
        .map((value) => ({ [name]: value })),
    );
    if (bodies.length + queries.length === 0) continue;
    test(`${operation.method} ${operation.path}: ${bodies.length} bodies, ${queries.length} queries`, async () => {
      for (const body of bodies) assert.equal(await send(operation, { body }), 400, JSON.stringify(body));
      for (const each of queries)
        assert.equal(await send(operation, { query: each }), 400, JSON.stringify(each));
    });
  }
});

/** In an address everything is text: there a number is no wrong text. */
function differsAsText(schema: Schema, value: unknown): boolean {
  const free = schema.type === 'string' && schema.enum === undefined && schema.format === undefined;
  return !free || typeof value === 'string';
}

describe('whatever is sent, no answer is a failure of the server', () => {
  const junk = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('%', '..', '\0', 'x'.repeat(300)));
  for (const operation of operations) {
    test(`${operation.method} ${operation.path}`, async () => {
      const sent = fc.record(
        {
          id: junk.filter((each) => !['', '.', '..', 'bulk'].includes(each) && each.isWellFormed()),
          query: fc.dictionary(fc.constantFrom(...Object.keys(query(operation)), 'x'), junk),
          headers: fc.dictionary(
            fc.constantFrom('if-match', 'if-none-match', 'idempotency-key', 'x-request-id', 'traceparent'),
            fc.constantFrom('', '*', '"1"', 'W/"1"', ',,,', '"', 'x'.repeat(2000), 'ä'),
          ),
          body: operation.body === undefined ? fc.constant(undefined) : fc.jsonValue(),
        },
        { requiredKeys: [] },
      );
      await fc.assert(
        fc.asyncProperty(sent, async (request) => {
          const status = await tolerantly(operation, request);
          assert.ok(status < 500 || operation.path === '/external-check', String(status));
        }),
        { numRuns: 60 },
      );
    });
  }
});

/** As {@link send}, but 414 and the like of the parser below the routes need no place in the document. */
async function tolerantly(operation: Operation, request: Sent): Promise<number> {
  const { id = known } = request;
  // A segment that is too long leads to no route at all.
  return id.length > 90 ? 404 : await send(operation, request);
}
