/** What a service answered: its status, its headers, and its body as JSON where it is that. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

export interface Service {
  /** Asks; throws an Error that tells what came instead of the `expected` status. */
  ask(method: string, path: string, expected: number, sent?: Sent): Promise<Answer>;
}

export interface Sent {
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Milliseconds that one answer may take. */
const patience = 10_000;

/** The service at an address, asked with a token where there is one. */
export function serviceAt(url: string, token: string | undefined, signal: AbortSignal): Service {
  return {
    ask: async (method, path, expected, { body, headers = {} } = {}) => {
      const response = await fetch(url + path, {
        method,
        signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
        headers: {
          ...headers,
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).catch((error: unknown) => {
        throw new Error(`${method} ${path}: ${reasonOf(error)}`, { cause: error });
      });
      const text = await response.text();
      if (response.status !== expected)
        throw new Error(
          `${method} ${path} answered ${response.status}, not ${expected}: ${text.slice(0, 300)}`,
        );
      return { status: response.status, headers: response.headers, text, json: objectIn(text) };
    },
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const found: unknown = JSON.parse(text);
    return found !== null && typeof found === 'object' ? { ...found } : {};
  } catch {
    return {};
  }
}
