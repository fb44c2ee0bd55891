import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Load {
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds that 99 of 100 requests took at most. */
  readonly p99: number;
  /** Requests in all. */
  readonly requests: number;
}

export interface Work {
  readonly method: 'GET' | 'POST';
  readonly paths: readonly string[];
  readonly body?: string;
}

/** Keeps a server busy with some connections for some seconds. Throws when an answer is not a success. */
export async function load(
  url: string,
  work: Work,
  connections: number,
  seconds: number,
  folder: string,
): Promise<Load> {
  const script = join(folder, 'work.lua');
  await writeFile(script, luaOf(work));
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '-s', script, url];
  const { stdout } = await run('wrk', args);
  const wrong = /Non-2xx or 3xx responses: \d+|Socket errors: .*/.exec(stdout);
  if (wrong !== null) throw new Error(`${url}: ${wrong[0]}`);
  const rate = Number(/Requests\/sec: +([\d.]+)/.exec(stdout)?.[1]);
  const [, value, unit = 'ms'] = /99% +([\d.]+)(us|ms|s)/.exec(stdout) ?? [];
  const requests = Number(/(\d+) requests in/.exec(stdout)?.[1]);
  return { rate, requests, p99: Number(value) * ({ us: 0.001, ms: 1, s: 1000 }[unit] ?? 1) };
}

function luaOf({ method, paths, body }: Work): string {
  const headers = body === undefined ? '{}' : '{["Content-Type"] = "application/json"}';
  return `
local paths = {${paths.map((path) => JSON.stringify(path)).join(', ')}}
local at = 0
request = function()
  at = at % #paths + 1
  return wrk.format("${method}", paths[at], ${headers}, ${body === undefined ? 'nil' : JSON.stringify(body)})
end
`;
}
