import { randomUUID, createHash } from 'node:crypto';
import { itemsAt, textAt } from '../core/arguments.ts';
import { fail } from '../core/fail.ts';
import { known } from '../value/classes.ts';
import { GroovyObject, type GroovyClass } from '../value/object.ts';
import { define } from './define.ts';

/** A java.util.UUID. */
export class Uuid extends GroovyObject {
  readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }

  get cls(): GroovyClass {
    return known('UUID');
  }

  get hashKey(): string {
    return this.text;
  }

  get sortKey(): string {
    return this.text;
  }
}

/** java.util.UUID. */
export function defineUuid(): void {
  define<Uuid>('UUID', {
    statics: {
      'randomUUID 0': () => new Uuid(randomUUID()),
      'fromString 1': (_, args) => {
        const text = textAt(args, 0);
        if (!/^[0-9a-f]{1,8}(?:-[0-9a-f]{1,4}){3}-[0-9a-f]{1,12}$/i.test(text))
          return fail('IllegalArgumentException', `Invalid UUID string: ${text}`);
        return new Uuid(text.toLowerCase());
      },
      'nameUUIDFromBytes 1': (_, args, context) => {
        const hash = createHash('md5')
          .update(Uint8Array.from(itemsAt(args, 0, context), (byte) => Number(byte) & 0xff))
          .digest();
        hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x30;
        hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
        return new Uuid(hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
      },
    },
    methods: {
      'toString 0': (self) => self.text,
      'version 0': (self) => Number.parseInt(self.text[14] ?? '0', 16),
    },
  });
}
