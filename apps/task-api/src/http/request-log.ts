import type { FastifyBaseLogger, FastifyHttpOptions, RawServerDefault } from 'fastify';
import { traceOf } from './trace-context.ts';

type Line = Parameters<FastifyBaseLogger['info']>;
type LogsOfRequests = NonNullable<FastifyHttpOptions<RawServerDefault>['childLoggerFactory']>;
const severities = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
type Severity = (typeof severities)[number];

/**
 * Gives requests a log with their id and their trace. Most log nothing, so a logger of their own, which takes longer
 * than finding their route, is made when there is a line of at least `level`.
 */
export function requestLogs(level: string): LogsOfRequests {
  const from = level === 'silent' ? severities.length : severities.indexOf(level as Severity);
  const logged = new Set<Severity>(severities.slice(from));
  return (parent, bindings, options, { headers }) =>
    new LazyLog(logged, () => parent.child({ ...bindings, ...traceOf(headers['traceparent']) }, options));
}

class LazyLog implements FastifyBaseLogger {
  readonly #logged: ReadonlySet<Severity>;
  readonly #make: () => FastifyBaseLogger;
  #made: FastifyBaseLogger | undefined;

  constructor(logged: ReadonlySet<Severity>, make: () => FastifyBaseLogger) {
    this.#logged = logged;
    this.#make = make;
  }

  get #log(): FastifyBaseLogger {
    return (this.#made ??= this.#make());
  }

  #write(severity: Severity, line: Line): void {
    if (this.#logged.has(severity)) this.#log[severity](...line);
  }

  get level(): string {
    return this.#log.level;
  }

  trace(...line: Line): void {
    this.#write('trace', line);
  }

  debug(...line: Line): void {
    this.#write('debug', line);
  }

  info(...line: Line): void {
    this.#write('info', line);
  }

  warn(...line: Line): void {
    this.#write('warn', line);
  }

  error(...line: Line): void {
    this.#write('error', line);
  }

  fatal(...line: Line): void {
    this.#write('fatal', line);
  }

  silent(): void {}

  child(...of: Parameters<FastifyBaseLogger['child']>): FastifyBaseLogger {
    return this.#log.child(...of);
  }
}
