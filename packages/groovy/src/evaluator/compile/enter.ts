import { EndlessError, fail, longestAtOnce } from '../core/fail.ts';
import type { Context } from '../value/method.ts';
import type { Value } from '../value/value.ts';
import type { Completion, Frame, Run } from './frame.ts';
import type { Args } from '../value/method.ts';
import type { Parameters } from './parameters.ts';

/** How deep the calls of a script may be nested. */
export const deepest = 5000;

/** After so many nested calls the next one starts on a stack of its own: JavaScript's is too small for all of them. */
const levelsOnStack = 64;

/** After so many turns, or milliseconds, the host is asked whether to go on. */
const turnsInARow = 1000;
const longestTurns = 50;

/** The clock is read once in so many turns; a power of 2. */
const turnsByClock = 8;

/** Counts a turn of a loop or a call; a promise is to be awaited before it goes on. */
export function checkpoint(context: Context): Promise<void> | undefined {
  const { script } = context;
  script.turns += 1;
  return script.turns % turnsByClock === 0 ? askHost(context) : undefined;
}

function askHost(context: Context): Promise<void> | undefined {
  const { script } = context;
  const now = performance.now();
  if (script.unwaiting > 0) {
    if (now - script.unwaitingSince > longestAtOnce) throw new EndlessError(longestAtOnce);
    return undefined;
  }
  if (script.turns < turnsInARow && now - script.asked < longestTurns) return undefined;
  script.turns = 0;
  script.asked = now;
  const answer = context.host.checkpoint?.();
  return answer instanceof Promise ? answer : undefined;
}

/** Binds the arguments, runs the body, gives its result. */
export function enter(frame: Frame, parameters: Parameters, args: Args, body: Run): Value | Promise<Value> {
  if (frame.depth > deepest)
    fail('StackOverflowError', `the calls of the script are nested deeper than ${deepest}`);
  const wait = checkpoint(frame) ?? freshStack(frame);
  if (wait !== undefined) return enterLater(frame, parameters, args, body, wait);
  const bound = parameters.bind(frame, args);
  if (bound instanceof Promise) return enterLater(frame, undefined, args, body, bound);
  const completion = body(frame);
  return completion instanceof Promise ? resultLater(frame, completion) : frame.result;
}

/** A promise that is kept at once, when it is time for a fresh stack and the code can wait. */
function freshStack({ depth, script }: Frame): Promise<void> | undefined {
  return depth % levelsOnStack === 0 && script.unwaiting === 0 ? Promise.resolve() : undefined;
}

async function enterLater(
  frame: Frame,
  parameters: Parameters | undefined,
  args: Args,
  body: Run,
  wait: Promise<void>,
): Promise<Value> {
  await wait;
  await parameters?.bind(frame, args);
  await body(frame);
  return frame.result;
}

async function resultLater(frame: Frame, completion: Promise<Completion>): Promise<Value> {
  await completion;
  return frame.result;
}
