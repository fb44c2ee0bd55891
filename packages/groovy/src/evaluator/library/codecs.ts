import { createHash } from 'node:crypto';
import { itemsAt, textAt, valueAt } from '../core/arguments.ts';
import { fail } from '../core/fail.ts';
import { insertAll } from '../core/maps.ts';
import { bufferOf, bytesOf } from '../methods/bytes.ts';
import { known } from '../value/classes.ts';
import { javaArray } from '../value/collections.ts';
import type { Args, Context, MethodTable } from '../value/method.ts';
import { GroovyObject, type GroovyClass } from '../value/object.ts';
import type { Value } from '../value/value.ts';
import { define } from './define.ts';

/** A Base64 encoder or decoder of one alphabet. */
class Codec extends GroovyObject {
  readonly cls: GroovyClass;
  readonly alphabet: 'base64' | 'base64url';
  padding = true;

  constructor(cls: GroovyClass, alphabet: 'base64' | 'base64url') {
    super();
    this.cls = cls;
    this.alphabet = alphabet;
  }
}

/** A java.security.MessageDigest; it only collects. */
class Digest extends GroovyObject {
  readonly algorithm: string;
  readonly bytes: Value[] = [];

  constructor(algorithm: string) {
    super();
    this.algorithm = algorithm;
  }

  get cls(): GroovyClass {
    return known('MessageDigest');
  }
}

const algorithms: Readonly<Record<string, string>> = {
  MD5: 'md5',
  SHA: 'sha1',
  'SHA-1': 'sha1',
  SHA1: 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** Base64, hex and digests. */
export function defineCodecs(): void {
  const [encoder, decoder] = [known('Base64$Encoder'), known('Base64$Decoder')];
  define('Base64', {
    statics: {
      'getEncoder|getMimeEncoder 0': () => new Codec(encoder, 'base64'),
      'getUrlEncoder 0': () => new Codec(encoder, 'base64url'),
      'getDecoder|getMimeDecoder 0': () => new Codec(decoder, 'base64'),
      'getUrlDecoder 0': () => new Codec(decoder, 'base64url'),
    },
  });
  define<Codec>('Base64$Encoder', {
    methods: {
      'encodeToString 1': (self, args, context) => encode(self, args, context),
      'encode 1': (self, args, context) => javaArray(bytesOf(encode(self, args, context), 'ASCII'), 'byte'),
      'withoutPadding 0': (self) => {
        const copy = new Codec(self.cls, self.alphabet);
        copy.padding = false;
        return copy;
      },
    },
  });
  define<Codec>('Base64$Decoder', {
    methods: {
      'decode 1': (_, args, context) => {
        const given = valueAt(args, 0);
        return decode(
          typeof given === 'string' ? given : bufferOf(itemsAt(args, 0, context)).toString('latin1'),
        );
      },
    },
  });
  define<Digest>('MessageDigest', {
    statics: {
      'getInstance 1': (_, args) => {
        const name = textAt(args, 0).toUpperCase();
        const algorithm = Object.hasOwn(algorithms, name) ? algorithms[name] : undefined;
        return algorithm === undefined
          ? fail('NoSuchAlgorithmException', `${textAt(args, 0)} MessageDigest not available`)
          : new Digest(algorithm);
      },
    },
    methods: {
      'update 1': (self, args, context) => {
        const given = valueAt(args, 0);
        insertAll(
          self.bytes,
          self.bytes.length,
          typeof given === 'number' ? [given] : itemsAt(args, 0, context),
        );
        return null;
      },
      'digest 0 1': (self, args, context) => {
        if (args.length > 0) insertAll(self.bytes, self.bytes.length, itemsAt(args, 0, context));
        const hash = createHash(self.algorithm).update(bufferOf(self.bytes)).digest();
        self.bytes.length = 0;
        return javaArray(
          Array.from(hash, (byte) => (byte << 24) >> 24),
          'byte',
        );
      },
      'reset 0': (self) => {
        self.bytes.length = 0;
        return null;
      },
    },
  });
  define<string>('String', { methods: stringCodecs });
}

const stringCodecs: MethodTable<string> = {
  'encodeBase64 0': (self) => Buffer.from(self).toString('base64'),
  'decodeBase64 0': (self) => decode(self),
  'decodeHex 0': (self) =>
    javaArray(
      Array.from(Buffer.from(self, 'hex'), (byte) => (byte << 24) >> 24),
      'byte',
    ),
  'encodeHex 0': (self) => Buffer.from(self).toString('hex'),
};

function encode(codec: Codec, args: Args, context: Context): string {
  const given = valueAt(args, 0);
  const bytes = typeof given === 'string' ? Buffer.from(given) : bufferOf(itemsAt(args, 0, context));
  const text = bytes.toString('base64');
  const mapped = codec.alphabet === 'base64url' ? text.replaceAll('+', '-').replaceAll('/', '_') : text;
  return codec.padding ? mapped : mapped.replace(/=+$/, '');
}

function decode(text: string): Value {
  const clean = text.replaceAll(/\s/g, '');
  const bad = /[^A-Za-z0-9+/=_-]/.exec(clean);
  if (bad !== null)
    return fail('IllegalArgumentException', `Illegal base64 character ${bad[0].charCodeAt(0).toString(16)}`);
  return javaArray(
    Array.from(Buffer.from(clean, 'base64'), (byte) => (byte << 24) >> 24),
    'byte',
  );
}
