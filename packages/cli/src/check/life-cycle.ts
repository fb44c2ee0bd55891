import { randomUUID } from 'node:crypto';
import type { Service } from './service.ts';

/** All tasks that a check makes have this label, so that nobody takes them for work. */
export const label = 'plab-check';

/** Tasks of a check that was cut off are left for a while (ms): it may still be at work. */
const leftAlone = 600_000;

/** Creates, reads, changes, completes, finds and deletes a task; takes away what it and cut-off ones left. */
export async function checkLifeCycle(service: Service): Promise<string> {
  const mark = randomUUID();
  const seen = await live(service, mark).catch(async (error: unknown) => {
    // What failed first is told.
    await clearUp(service, mark).catch(() => undefined);
    throw error;
  });
  await clearUp(service, mark);
  return seen;
}

async function live(service: Service, mark: string): Promise<string> {
  const title = `plab check ${mark}`;
  const created = await service.ask('POST', '/tasks', 201, { body: { title, labels: [label] } });
  const path = String(created.headers.get('location'));
  const read = await service.ask('GET', path, 200);
  same('GET', read.json, created.json);

  const etag = String(created.headers.get('etag'));
  const change = { body: { priority: 'urgent' }, headers: { 'If-Match': etag } };
  const changed = await service.ask('PATCH', path, 200, change);
  same('PATCH', changed.json['priority'], 'urgent');
  await service.ask('PATCH', path, 412, change);

  const completed = await service.ask('POST', `${path}/complete`, 200);
  same('complete', completed.json['status'], 'completed');
  const found = await service.ask('GET', `/tasks?label=${label}&q=${mark}`, 200);
  same('GET /tasks', found.json['tasks'], [completed.json]);

  await service.ask('DELETE', path, 204);
  await service.ask('GET', path, 404);
  return 'created, read, changed, completed, found, deleted';
}

async function clearUp(service: Service, mark: string): Promise<void> {
  const { json } = await service.ask('GET', `/tasks?label=${label}&limit=100`, 200);
  const tasks = json['tasks'] as readonly { id: string; title: string; created_at: string }[];
  const over = tasks.filter(
    ({ title, created_at: at }) => title.includes(mark) || Date.now() - Date.parse(at) > leftAlone,
  );
  // Another check may be faster.
  for (const { id } of over) await service.ask('DELETE', `/tasks/${id}`, 204).catch(() => undefined);
}

function same(what: string, found: unknown, expected: unknown): void {
  const [came, wanted] = [JSON.stringify(found), JSON.stringify(expected)];
  if (came !== wanted) throw new Error(`${what} gave ${came}, not ${wanted}`);
}
