import { randomUUID } from 'node:crypto';

const counterSize = 2 ** 12;
let lastTime = 0;
let counter = 0;

/**
 * A UUID that sorts by its time (milliseconds since 1970). RFC 9562, 5.7. Those of one process sort in the order of
 * their making, also within a millisecond and when the clock is set back (6.2, method 1: a counter in `rand_a`).
 */
export function uuidv7(time: number): string {
  const [at, count] = next(time);
  const stamp = at.toString(16).padStart(12, '0');
  const ordered = (0x7000 | count).toString(16);
  // The rest, variant and randomness, is that of a version 4, of which Node keeps some ready.
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-${ordered}${randomUUID().slice(18)}`;
}

function next(time: number): readonly [time: number, counter: number] {
  if (time > lastTime) {
    lastTime = time;
    counter = 0;
  } else if (++counter === counterSize) {
    lastTime += 1;
    counter = 0;
  }
  return [lastTime, counter];
}
