import packageJson from '../package.json' with { type: 'json' };

export interface Settings {
  readonly host: string;
  readonly port: number;
  /** Folder of the embedded database. */
  readonly dataDir: string;
  /** Of a PostgreSQL database, which is used instead. */
  readonly databaseUrl: string | undefined;
  readonly version: string;
  /** Which deployment this is. */
  readonly release: string;
  readonly buildNumber: string;
  readonly environment: string;
  readonly logLevel: string;
  /** Whoever sends one of these may use tasks; everybody when there is none. */
  readonly tokens: readonly string[];
  /** Requests a minute from one address; 0 for no limit. */
  readonly rateLimit: number;
  /** Proxies in front, whose word on the client's address is taken. */
  readonly trustedProxies: readonly string[];
  /** What `/external-check` asks. */
  readonly externalUrl: string | undefined;
  /** Milliseconds between SIGTERM and the end of taking connections. */
  readonly drainDelay: number;
  /** Where traces go, OTLP over HTTP. */
  readonly traceEndpoint: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Reads the settings from environment variables. Throws an Error that names a variable with a wrong value. */
export function settingsFrom(env: Environment): Settings {
  const logLevel = env['LOG_LEVEL'] || 'warn';
  if (!logLevels.includes(logLevel)) throw wrong(`LOG_LEVEL=${logLevel} is none of ${logLevels.join(', ')}`);
  return {
    host: env['HOST'] ?? '0.0.0.0',
    port: whole(env, 'PORT', 5000, 65_535, 'a port'),
    dataDir: env['DATA_DIR'] ?? 'data',
    databaseUrl: addressIn(env, 'DATABASE_URL', ['postgres:', 'postgresql:']),
    version: env['APP_VERSION'] || packageJson.version,
    release: env['PLAB_RELEASE'] || env['RELEASE'] || 'unknown',
    buildNumber: env['BUILD_NUMBER'] || '0',
    environment: env['NODE_ENV'] ?? 'development',
    logLevel,
    tokens: listIn(env, 'TASKS_TOKENS'),
    rateLimit: whole(env, 'RATE_LIMIT', 0, 1_000_000_000, 'a number of requests a minute'),
    trustedProxies: listIn(env, 'TRUSTED_PROXIES'),
    externalUrl: addressIn(env, 'EXTERNAL_URL', ['http:', 'https:']),
    drainDelay: whole(env, 'DRAIN_DELAY', 0, 600_000, 'a number of milliseconds up to 600000'),
    traceEndpoint: addressIn(env, 'OTEL_EXPORTER_OTLP_ENDPOINT', ['http:', 'https:']),
  };
}

function whole(env: Environment, name: string, usual: number, most: number, what: string): number {
  const text = env[name] || String(usual);
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= most) return value;
  throw wrong(`${name}=${text} is not ${what}`);
}

function listIn(env: Environment, name: string): string[] {
  const text = env[name] ?? '';
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** An address may hold a password: a wrong one is not repeated. */
function addressIn(env: Environment, name: string, protocols: readonly string[]): string | undefined {
  const text = env[name] || undefined;
  if (text === undefined) return undefined;
  const found = URL.parse(text);
  if (found !== null && protocols.includes(found.protocol)) return text;
  throw wrong(
    `${name} is not an address that begins with ${protocols.map((each) => `${each}//`).join(' or ')}`,
  );
}

function wrong(what: string): Error {
  return new Error(`${what}. Correct the environment variable and start again.`);
}
