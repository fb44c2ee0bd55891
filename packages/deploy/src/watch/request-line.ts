import type { Observation } from './tally.ts';

// As proxy/config.ts has it written: server, status, time to the answer, connection retries, termination, accept time.
const form = /^r-(\w+)(?:-\d+)? (-?\d+) (-?\d+) \+?(\d+) (\S)(\S) (\d+)\.(\d{3})$/;

/**
 * Reads a line of the proxy's request ring; undefined when no release was asked. HAProxy configuration manual, 8.5: the
 * first letter of the termination state tells who ended the exchange, the second what was waited for.
 */
export function parseRequestLine(line: string): Observation | undefined {
  const found = form.exec(line);
  if (found === null) return undefined;
  const [, release = '', status, answer, retries, ender = '', during = '', seconds, milliseconds] = found;
  const answerMs = Number(answer);
  return {
    release,
    status: Number(status),
    answerMs: answerMs < 0 ? undefined : answerMs,
    refusals: Number(retries) + (/[Ss]/.test(ender) && during === 'C' ? 1 : 0),
    cutBy: cutBy(ender),
    at: Number(seconds) * 1000 + Number(milliseconds),
  };
}

// S and s: the server broke off or let its time pass; D: it was found down. C and c: the same for the client.
function cutBy(ender: string): Observation['cutBy'] {
  if (/[SsD]/.test(ender)) return 'release';
  return /[Cc]/.test(ender) ? 'client' : undefined;
}
