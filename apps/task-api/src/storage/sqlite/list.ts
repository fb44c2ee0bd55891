import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { arrayOf, currentDocument, taskOf } from '../../tasks/document.ts';
import {
  type Filter,
  matches,
  neverDue,
  type Position,
  sortValue,
  type TaskQuery,
} from '../../tasks/query.ts';
import { priorities } from '../../tasks/task.ts';
import type { Page } from '../store.ts';
import type { Reader } from './group-read.ts';
import type { KeptPages } from './kept-pages.ts';

/** Tasks that are looked at in one turn of the event loop where an index does not tell which ones match. */
const step = 500;

/** One column, which costs half of what three do: what a page goes on by is read from its last task. */
type Row = readonly [task: string];

/**
 * Reads pages in the order of an index that also decides one part of the filter; the rest is decided task by task,
 * in steps between which others are served.
 */
export function pageReader(
  database: DatabaseSync,
  reader: Reader,
  pages: KeptPages,
): (query: TaskQuery) => Promise<Page> {
  const rows = rowReader(database);
  return async (query) => {
    const scan = scanFor(query);
    if (!scan.decided)
      return page(await bySteps(reader, query, (after) => rows(query, scan, after, step)), query);
    const whole = (): Page => page(rows(query, scan, query.after, query.limit + 1), query);
    return await reader.read(() => pages.get(query, whole));
  };
}

/** All rows of a page, and more where it is not the last one. */
async function bySteps(
  reader: Reader,
  query: TaskQuery,
  read: (after: Position | undefined) => Row[],
): Promise<Row[]> {
  const found: Row[] = [];
  let after = query.after;
  for (;;) {
    const from = after;
    const seen = await reader.read(() => read(from));
    found.push(...seen.filter(([task]) => matches(taskOf(task), query.filter)));
    const last = seen.at(-1);
    if (found.length > query.limit || last === undefined || seen.length < step) return found;
    after = positionOf(last, query);
  }
}

type RowReader = (query: TaskQuery, scan: Scan, after: Position | undefined, limit: number) => Row[];

/** Prepares each statement once: there are as many as ways to order and filter. */
function rowReader(database: DatabaseSync): RowReader {
  const prepared = new Map<string, StatementSync>();
  return (query, scan, after, limit) => {
    const { sql, values } = statement(query, scan, after);
    let found = prepared.get(sql);
    if (found === undefined) {
      prepared.set(sql, (found = database.prepare(sql)));
      found.setReturnArrays(true);
    }
    return found.all(...values, limit) as unknown as Row[];
  };
}

function page(found: readonly Row[], query: TaskQuery): Page {
  const shown = found.slice(0, query.limit);
  const last = shown.at(-1);
  const next = found.length > query.limit && last !== undefined ? positionOf(last, query) : undefined;
  return { tasks: arrayOf(shown.map(([task]) => currentDocument(task))), next };
}

function positionOf([document]: Row, { sort }: TaskQuery): Position {
  const task = taskOf(document);
  return { value: sortValue(task, sort.field), id: task.id };
}

interface Scan {
  readonly column: string;
  /** The parts of the filter that the index decides. */
  readonly conditions: readonly string[];
  readonly values: readonly SQLInputValue[];
  /** Whether that is all of them. */
  readonly decided: boolean;
}

/** Which index gives the order, and what of the filter it decides. */
function scanFor({ filter, sort }: TaskQuery): Scan {
  const wanted = Object.values(filter).filter((value) => value !== undefined).length;
  const { status, priority } = filter;
  const scan = (column: string, conditions: readonly string[], values: readonly SQLInputValue[]): Scan => ({
    column,
    conditions,
    values,
    decided: conditions.length === wanted,
  });
  if (sort.field === 'due_at') return scan('due_at', ...dueRange(filter));
  if (sort.field === 'updated_at') return scan('updated_at', [], []);
  const column = sort.field === 'priority' ? 'priority' : 'id';
  if (column === 'id' && status !== undefined) return scan(column, ['status = ?'], [status]);
  if (priority !== undefined) return scan(column, ['priority = ?'], [priorities.indexOf(priority)]);
  return scan(column, [], []);
}

/** Ends before those that are never due. */
function dueRange({ due_before: before, due_after: after }: Filter): [string[], SQLInputValue[]] {
  if (before !== undefined && after !== undefined)
    return [
      ['due_at < ?', 'due_at > ?'],
      [before, after],
    ];
  if (before !== undefined) return [['due_at < ?'], [before]];
  return after === undefined ? [[], []] : [[`due_at > ? AND due_at < '${neverDue}'`], [after]];
}

function statement(
  { sort: { descending } }: TaskQuery,
  { column, conditions, values }: Scan,
  after: Position | undefined,
): { sql: string; values: SQLInputValue[] } {
  const compare = descending ? '<' : '>';
  const order = descending ? 'DESC' : 'ASC';
  const behind = column === 'id' ? `id ${compare} ?` : `(${column}, id) ${compare} (?, ?)`;
  const from = after === undefined ? [] : column === 'id' ? [after.id] : [after.value, after.id];
  const all = [...conditions, ...(after === undefined ? [] : [behind])];
  const where = all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`;
  const by = column === 'id' ? `id ${order}` : `${column} ${order}, id ${order}`;
  return {
    sql: `SELECT task FROM tasks ${where} ORDER BY ${by} LIMIT ?`,
    values: [...values, ...from],
  };
}
