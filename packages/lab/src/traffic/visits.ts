/** How a request comes: GET and POST over kept connections, GET over a new one. */
export type RequestKind = 'get' | 'post' | 'new';

/** One request, and what its answer has to be. */
export interface Visit {
  readonly kind: RequestKind;
  readonly path: string;
  /** Sent with a POST. */
  readonly body?: string;
  /** Gives what answered; throws when the answer is wrong. */
  readonly judge: (status: number, text: string) => string;
}

/** A connection that stays open until the application takes leave. */
export interface Lasting {
  readonly path: string;
}

export interface Stream extends Lasting {
  /** Whether these last characters are how the application takes leave. Default: the answer is whole. */
  readonly isFarewell?: (tail: string) => boolean;
}

export interface Socket extends Lasting {
  /** Sent five times a second, and answered within ten seconds. Default: nothing is said. */
  readonly question?: string;
}

/** What visitors ask of one proxy. */
export interface Visits {
  /** `http` or `https`, this machine and a port, no path. A certificate is not looked at: it is that of a throw-away host. */
  readonly url: string;
  /** The host name that they ask for. Default: that of `url`. */
  readonly hostName?: string | undefined;
  /** Requests a second. */
  readonly perSecond: number;
  /** In turn, over and over. */
  readonly requests: readonly Visit[];
  readonly stream?: Stream | undefined;
  readonly socket?: Socket | undefined;
}

/** Of each ten requests five are GET and four are POST over kept connections, one is GET over a new one. */
const pattern: readonly RequestKind[] = [
  ...(['get', 'post', 'get', 'post', 'get', 'post', 'get', 'post', 'get'] as const),
  'new',
];

/** A mixture for {@link Visits.requests}: each kind takes turns among its own; without a POST there are more GET. */
export function mixed(gets: readonly Visit[], posts: readonly Visit[]): Visit[] {
  const rounds = Math.max(gets.length, posts.length);
  return Array.from({ length: rounds * pattern.length }, (_, at) => {
    const kind = pattern[at % pattern.length] ?? 'get';
    const among = kind === 'post' && posts.length > 0 ? posts : gets;
    const visit = among[(at + Math.floor(at / pattern.length)) % among.length];
    return visit === undefined ? [] : [kind === 'new' ? { ...visit, kind } : visit];
  }).flat();
}
