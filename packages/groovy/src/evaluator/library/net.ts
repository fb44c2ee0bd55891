import { textAt, valueAt } from '../core/arguments.ts';
import { fail, refuse } from '../core/fail.ts';
import { textOf } from '../core/text.ts';
import { known } from '../value/classes.ts';
import { GroovyObject, type GroovyClass } from '../value/object.ts';
import type { MethodTable } from '../value/method.ts';
import type { Value } from '../value/value.ts';
import { define } from './define.ts';

/** A java.net.URI or URL: its text and its parts; nothing here opens a connection. */
class Address extends GroovyObject {
  readonly text: string;
  readonly cls: GroovyClass;
  readonly scheme: string | null;
  readonly authority: string | null;
  readonly path: string;
  readonly query: string | null;
  readonly fragment: string | null;

  constructor(text: string, cls: GroovyClass) {
    super();
    this.text = text;
    this.cls = cls;
    // https://www.rfc-editor.org/rfc/rfc3986, appendix B
    const match = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text) ?? [];
    this.scheme = match[1] ?? null;
    this.authority = match[2] ?? null;
    this.path = match[3] ?? '';
    this.query = match[4] ?? null;
    this.fragment = match[5] ?? null;
  }

  get hashKey(): string {
    return this.text;
  }

  get sortKey(): string {
    return this.text;
  }

  get userInfo(): string | null {
    const at = this.authority?.lastIndexOf('@') ?? -1;
    return at < 0 ? null : (this.authority?.slice(0, at) ?? null);
  }

  get host(): string | null {
    return /(?:.*@)?(\[[^\]]*\]|[^:@]*)/.exec(this.authority ?? '')?.[1] || null;
  }

  get port(): number {
    return Number(/:(\d+)$/.exec(this.authority ?? '')?.[1] ?? -1);
  }
}

const defaultPorts: ReadonlyMap<string, number> = new Map<string, number>([
  ['http', 80],
  ['https', 443],
  ['ftp', 21],
]);

const parts: MethodTable<Address> = {
  'getHost 0': (self) => self.host ?? (self.cls === known('URL') ? '' : null),
  'getPort 0': (self) => self.port,
  'getPath|getRawPath 0': (self) => self.path,
  'getQuery|getRawQuery 0': (self) => self.query,
  'getAuthority|getRawAuthority 0': (self) => self.authority,
  'getUserInfo 0': (self) => self.userInfo,
  'toString|toExternalForm|toASCIIString 0': (self) => self.text,
  'toURI 0': (self) => new Address(self.text, known('URI')),
  'toURL 0': (self) => makeUrl(self.text),
  'getText|openConnection|openStream|getContent|newReader|withReader|withInputStream|eachLine': (self) =>
    refuse(
      `method java.net.${self.cls.simpleName} ${self.cls === known('URL') ? 'openConnection' : 'toURL'}`,
    ),
};

/** java.net. */
export function defineNet(): void {
  define('URLEncoder', { statics: { 'encode 1 2': (_, args) => encodeForm(textAt(args, 0)) } });
  define('URLDecoder', { statics: { 'decode 1 2': (_, args) => decodeForm(textAt(args, 0)) } });
  define<Address>('URI', {
    construct: (args) => {
      if (args.length === 1) return makeUri(textAt(args, 0));
      const [scheme, second, third, fourth, fifth] = args.map((each) => (each === null ? '' : textOf(each)));
      if (args.length === 3)
        return makeUri(`${scheme ? `${scheme}:` : ''}${second}${third ? `#${third}` : ''}`);
      return makeUri(
        `${scheme}://${second}${third}${args.length === 5 ? (fourth ? `?${fourth}` : '') : ''}${(args.length === 5 ? fifth : fourth) ? `#${args.length === 5 ? fifth : fourth}` : ''}`,
      );
    },
    statics: { 'create 1': (_, args) => makeUri(textAt(args, 0)) },
    methods: {
      ...parts,
      'getScheme 0': (self) => self.scheme,
      'getFragment|getRawFragment 0': (self) => self.fragment,
      'getSchemeSpecificPart 0': (self) => self.text.replace(/^[^:]*:/, '').replace(/#.*$/, ''),
      'isAbsolute 0': (self) => self.scheme !== null,
      'isOpaque 0': (self) => self.scheme !== null && self.authority === null && !self.path.startsWith('/'),
      'resolve 1': (self, args) => makeUri(new URL(textOf(valueAt(args, 0)), self.text).href),
      'normalize 0': (self) => makeUri(self.text.replaceAll(/\/\.(?=\/|$)/g, '')),
    },
  });
  define<Address>('URL', {
    construct: (args) =>
      args.length === 1
        ? makeUrl(textOf(valueAt(args, 0)))
        : makeUrl(new URL(textOf(valueAt(args, 1)), textOf(valueAt(args, 0))).href),
    methods: {
      ...parts,
      'getProtocol 0': (self) => self.scheme,
      'getRef 0': (self) => self.fragment,
      'getFile 0': (self) => self.path + (self.query === null ? '' : `?${self.query}`),
      'getDefaultPort 0': (self) => defaultPorts.get(self.scheme ?? '') ?? -1,
    },
  });
  define<string>('String', {
    methods: { 'toURI 0': (self) => makeUri(self), 'toURL 0': (self) => makeUrl(self) },
  });
}

function makeUri(text: string): Value {
  const bad = /[\s<>"{}|\\^`]/.exec(text);
  if (bad !== null)
    return fail('URISyntaxException', `Illegal character in path at index ${bad.index}: ${text}`);
  return new Address(text, known('URI'));
}

function makeUrl(text: string): Value {
  const scheme = /^([a-zA-Z][\w+.-]*):/.exec(text)?.[1];
  if (scheme === undefined) return fail('MalformedURLException', `no protocol: ${text}`);
  if (!['http', 'https', 'ftp', 'file', 'jar', 'mailto'].includes(scheme))
    return fail('MalformedURLException', `unknown protocol: ${scheme}`);
  return new Address(text, known('URL'));
}

/** As a form's field; `*` stays, as in Java. */
function encodeForm(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll(/[!'()~]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return fail('IllegalArgumentException', 'URLDecoder: Illegal hex characters in escape (%) pattern');
  }
}
