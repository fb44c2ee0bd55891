import { createContext, Script } from 'node:vm';
import { GroovyRuntimeError } from '../../errors.ts';

/** How long one search may take, in ms. */
const longest = 5000;

/** So many steps of a search are done at once, before anybody could want to stop it. */
const fewSteps = 5_000_000;

/**
 * Runs a search that may go back over the text again and again, and stops it after five seconds with a
 * RegexTimeoutException: nothing else could, as a search is a single turn of JavaScript. `degree` is the greatest power of
 * the text's length that the search can take; a search that cannot take long is run as it is.
 */
export function bounded<T>(
  search: () => T,
  degree: number,
  length: number,
  source: string,
  limit: number = longest,
): T {
  if (length ** degree <= fewSteps) return search();
  const context = (room ??= createContext({ search: undefined }));
  context['search'] = search;
  try {
    return (run ??= new Script('search()')).runInContext(context, { timeout: limit }) as T;
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new GroovyRuntimeError('RegexTimeoutException', tooLong(source, length, limit));
  } finally {
    context['search'] = undefined;
  }
}

let room: ReturnType<typeof createContext> | undefined;
let run: Script | undefined;

const timeoutCode = 'ERR_SCRIPT_EXECUTION_TIMEOUT';

function isTimeout(error: unknown): boolean {
  // An Error of the room's own realm.
  return typeof error === 'object' && error !== null && 'code' in error && error.code === timeoutCode;
}

function tooLong(source: string, length: number, limit: number): string {
  return (
    `the pattern /${source}/ was stopped after ${limit / 1000} s on a text of ${length} characters: it tries too many ways to ` +
    'divide the text among its repetitions; make inner ones possessive, such as (a++)+'
  );
}

/**
 * The greatest power of the text's length that a search for a Java pattern can take: 1 for the start, 1 for each
 * repetition without end, and no bound at all when one stands inside another or a group is referred to.
 */
export function degreeOf(source: string): number {
  const pattern = source.replaceAll(
    /\\Q[^]*?(?:\\E|$)|\\k<|\\[1-9]|\\[^]|\[(?:\\[^]|[^\]\\])*\]/g,
    (piece) => (/^\\(?:k<|[1-9])/.test(piece) ? '\0' : 'x'),
  );
  if (pattern.includes('\0')) return Number.POSITIVE_INFINITY;
  return degreeOfGroups(pattern);
}

/** Of a pattern without escapes and classes. */
function degreeOfGroups(pattern: string): number {
  /** For each open group, whether a repetition stood in the group around it before. */
  const around: boolean[] = [];
  let degree = 1;
  let isInside = false;
  for (const { groups = {} } of pattern.matchAll(pieces)) {
    const isRepeated = (groups['again'] ?? groups['repeated']) !== undefined;
    if (groups['open'] !== undefined) {
      around.push(isInside);
      isInside = false;
      continue;
    }
    // Alternatives that are repeated may match the same text in several ways, too.
    if (groups['or'] !== undefined) isInside ||= around.length > 0;
    else if (groups['close'] === undefined) isInside = true;
    else {
      if (isRepeated && isInside) return Number.POSITIVE_INFINITY;
      isInside = around.pop() === true || isInside || isRepeated;
    }
    if (isRepeated) degree += 1;
  }
  return degree;
}

const pieces = /(?<open>\()|(?<or>\|)|(?<close>\))(?<again>[*+]|\{\d+,\d*\})?|(?<repeated>[*+]|\{\d+,\d*\})/g;
