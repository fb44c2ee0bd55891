import { randomBytes } from 'node:crypto';

const counterSize = 2 ** 12;
let lastTime = 0;
let counter = 0;

/**
 * A UUID that sorts by its time (milliseconds since 1970). RFC 9562, 5.7. Those of one process sort in the order of
 * their making, also within a millisecond and when the clock is set back (6.2, method 1: a counter in `rand_a`).
 */
export function uuidv7(time: number): string {
  const [at, count] = next(time);
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes.writeUInt16BE(0x7000 | count, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
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
