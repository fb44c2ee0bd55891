import { textAt, valueAt } from '../core/arguments.ts';
import { isClosure } from '../core/class-of.ts';
import { drive, type Task } from '../core/eventual.ts';
import { refuse } from '../core/fail.ts';
import { callValue } from '../core/invoke.ts';
import { itemsOf } from '../core/iterate.ts';
import { makeMap } from '../core/collections.ts';
import { parseJson } from '../json/parse.ts';
import { prettyJson, writeJson } from '../json/write.ts';
import { known } from '../value/classes.ts';
import { DELEGATE_FIRST, GroovyClosure } from '../value/closure.ts';
import type { Args, Context } from '../value/method.ts';
import { GroovyObject, type GroovyClass } from '../value/object.ts';
import { Builder } from '../value/text-values.ts';
import type { Value } from '../value/value.ts';
import { define } from './define.ts';

class Plain extends GroovyObject {
  readonly cls: GroovyClass;

  constructor(cls: GroovyClass) {
    super();
    this.cls = cls;
  }
}

/** A groovy.json.JsonBuilder. */
class JsonBuilder extends GroovyObject {
  content: Value;

  constructor(content: Value) {
    super();
    this.content = content;
  }

  get cls(): GroovyClass {
    return known('JsonBuilder');
  }
}

/** groovy.json. */
export function defineJson(): void {
  const hashMap = (): Map<Value, Value> => makeMap(known('HashMap'), new Map());
  for (const [name, newMap] of [
    ['JsonSlurper', undefined],
    ['JsonSlurperClassic', hashMap],
  ] as const) {
    define(name, {
      construct: (_, __, cls) => new Plain(cls),
      methods: {
        'parseText|parse 1': (_, args) => parseJson(textAt(args, 0), newMap),
        'setType 1': (self) => self,
        'parseFile 1 2': () => refuse('method groovy.json.JsonSlurper parse java.io.File'),
      },
    });
  }
  define('JsonOutput', {
    statics: {
      'toJson 1': (_, args, context) => {
        const value = valueAt(args, 0);
        return value instanceof JsonBuilder ? writeJson(value.content, context) : writeJson(value, context);
      },
      'prettyPrint 1': (_, args) => prettyJson(textAt(args, 0)),
    },
  });
  define<JsonBuilder>('JsonBuilder', {
    construct: ([content = null]) => new JsonBuilder(content),
    methods: {
      'getContent 0': (self) => self.content,
      call: (self, args, context) => drive(build(self, args, context)),
      'toString 0': (self, _, context) => writeJson(self.content, context),
      'toPrettyString 0': (self, _, context) => prettyJson(writeJson(self.content, context)),
      'writeTo 1': (self, [writer = null], context) => {
        if (writer instanceof Builder) writer.text += writeJson(self.content, context);
        return writer;
      },
      'methodMissing 2': (self, args, context) => {
        const given = valueAt(args, 1);
        return drive(root(self, textAt(args, 0), Array.isArray(given) ? given : [given], context));
      },
    },
  });
}

/** `builder { name 'x' }`, `builder([…])`, `builder(list) { … }` */
function* build(self: JsonBuilder, args: Args, context: Context): Task<Value> {
  const [first = null, closure] = args;
  if (isClosure(first)) self.content = yield* objectOf(first, undefined, context);
  else if (closure !== undefined && isClosure(closure)) {
    const list: Value[] = [];
    for (const item of itemsOf(first, context)) list.push(yield* objectOf(closure, item, context));
    self.content = list;
  } else self.content = args.length > 1 ? [...args] : first;
  return self.content;
}

function* root(self: JsonBuilder, name: string, args: Args, context: Context): Task<Value> {
  self.content = new Map<Value, Value>([[name, yield* member(args, context)]]);
  return self;
}

/** What the calls inside of a closure say: each is a member, its argument the value. */
function* objectOf(closure: Value, item: Value | undefined, context: Context): Task<Value> {
  const content = new Map<Value, Value>();
  const delegate = {
    kind: 'object' as const,
    typeName: 'groovy.json.JsonDelegate',
    getProperty: () => undefined,
    callMethod: async (
      name: string,
      given: { positional: readonly Value[]; named: ReadonlyMap<string, Value>; closure?: Value },
    ) => {
      const named: Value[] = given.named.size > 0 ? [new Map<Value, Value>(given.named)] : [];
      const all = [...named, ...given.positional, ...(given.closure === undefined ? [] : [given.closure])];
      const value = await drive(member(all, context));
      content.set(name, value);
      return value;
    },
  };
  if (!(closure instanceof GroovyClosure))
    return yield callValue(closure, item === undefined ? [] : [item], context);
  const own = closure.rehydrate(delegate, closure.owner, closure.self);
  own.setResolveStrategy(DELEGATE_FIRST);
  yield own.invoke(item === undefined ? [] : [item], context);
  return content;
}

function* member(args: Args, context: Context): Task<Value> {
  const [first = null, second] = args;
  if (isClosure(first)) return yield* objectOf(first, undefined, context);
  if (second === undefined) return first;
  if (!isClosure(second)) return [...args];
  const list: Value[] = [];
  for (const item of itemsOf(first, context)) list.push(yield* objectOf(second, item, context));
  return list;
}
