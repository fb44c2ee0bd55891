import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';

/** The limit: Node's own server and a Map; no check of what comes, no disk, no metrics, no log. */
const tasks = new Map<string, object>();
/** In the order of creation: so a page in the middle costs as little as the first one. */
const inOrder: object[] = [];

interface NewTask {
  readonly title: string;
  readonly description?: string;
  readonly priority?: string;
}

function add({ title, description = '', priority = 'medium' }: NewTask): object {
  const id = randomUUID();
  const now = new Date().toISOString();
  const rest = { status: 'pending', priority, due_at: null, labels: [], completed_at: null };
  const task = { id, revision: 1, title, description, ...rest, created_at: now, updated_at: now };
  tasks.set(id, task);
  inOrder.push(task);
  return task;
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
  response.writeHead(status, headers).end(text);
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  if (request.method === 'POST' && path === '/tasks')
    return answer(response, 201, add((await json(request)) as NewTask));
  if (request.method === 'POST') {
    const { tasks: wanted } = (await json(request)) as { tasks: NewTask[] };
    return answer(response, 201, { tasks: wanted.map(add) });
  }
  if (path !== '/tasks') return answer(response, 200, tasks.get(path.slice('/tasks/'.length)));
  const wanted = new URLSearchParams(query);
  const offset = Number(wanted.get('offset') ?? 0);
  const limit = Number(wanted.get('limit') ?? 50);
  return answer(response, 200, { tasks: inOrder.slice(offset, offset + limit) });
}

createServer((request, response) => void handle(request, response)).listen(
  Number(process.argv[2]),
  '127.0.0.1',
);
