import type { Context } from '../context.ts';
import { chooseDestination, publicUrl } from '../destination.ts';
import { notVerified } from '../errors.ts';
import { assignment } from './build.ts';

export interface VerifyOptions {
  readonly destination: string | undefined;
  /** `name=value` each: fields of the health answer. */
  readonly expected: readonly string[];
}

/** Asks the public health path once and compares its status and fields. */
export async function verify(context: Context, options: VerifyOptions): Promise<void> {
  const chosen = await chooseDestination(context, options.destination);
  const url = `${publicUrl(context, chosen)}${chosen.app.health.path}`;
  const response = await fetch(url, {
    signal: AbortSignal.any([context.signal, AbortSignal.timeout(10_000)]),
  }).catch((error: unknown) => {
    throw notVerified(
      url,
      error instanceof Error
        ? `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`
        : String(error),
    );
  });
  const body = await response.text();
  if (response.status !== chosen.app.health.status)
    throw notVerified(url, `answered ${response.status} ${body.slice(0, 300)}`);
  const fields = options.expected.length === 0 ? {} : fieldsOf(url, body);
  for (const [name, value] of options.expected.map(assignment)) {
    if (String(fields[name]) !== value)
      throw notVerified(url, `${name} is ${String(fields[name])}, expected ${value}`);
  }
  console.log(`${url} ${body}`);
}

function fieldsOf(url: string, body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    if (value !== null && typeof value === 'object') return { ...value };
  } catch {
    // Told below, with what came instead.
  }
  throw notVerified(url, `answered no JSON object: ${body.slice(0, 300)}`);
}
