import type { Position, TaskQuery } from '../tasks/query.ts';

type Sort = TaskQuery['sort'];

/** A place in a list as text that goes into an address. */
export function cursorOf({ value, id }: Position, { field, descending }: Sort): string {
  return Buffer.from(JSON.stringify([field, descending, value, id])).toString('base64url');
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$|^~$/;

/** The place that a cursor of the same order names; undefined for any other text. */
export function positionIn(cursor: string, { field, descending }: Sort): Position | undefined {
  const [itsField, itsDirection, value, id, ...rest] = parse(cursor);
  if (itsField !== field || itsDirection !== descending || rest.length > 0) return undefined;
  if (typeof id !== 'string' || !uuid.test(id)) return undefined;
  if (field === 'priority')
    return Number.isInteger(value) && inRange(Number(value)) ? { value: Number(value), id } : undefined;
  if (typeof value !== 'string' || !(field === 'created_at' ? uuid : time).test(value)) return undefined;
  return { value, id };
}

/** What every store can compare a priority with. */
function inRange(value: number): boolean {
  return value >= 0 && value < 100;
}

function parse(cursor: string): unknown[] {
  try {
    const found: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}
