import {
  booleanMethods,
  bigIntegerMethods,
  charMethods,
  decimalMethods,
  floatingMethods,
  numberMethods,
} from '../methods/number.ts';
import { builderMethods, gstringMethods, matcherMethods, patternMethods } from '../methods/text.ts';
import { closureMethods } from '../methods/closure.ts';
import { collectionMethods, setMethods } from '../methods/collection.ts';
import { entryMethods } from '../methods/entry.ts';
import { iteratorMethods } from '../methods/iterator.ts';
import { mapMethods } from '../methods/map.ts';
import { dequeMethods, indexedMethods, listMethods } from '../methods/list.ts';
import { iterableMethods } from '../methods/iterable.ts';
import { classMethods, enumMethods, scriptMethods, throwableMethods } from '../methods/meta.ts';
import { nullMethods, objectMethods } from '../methods/object.ts';
import { sortingMethods } from '../methods/sorting.ts';
import { stringPatternMethods } from '../methods/string-patterns.ts';
import { stringMethods } from '../methods/string.ts';
import { textOf } from '../core/text.ts';
import { arrayMethods } from '../methods/array.ts';
import { arrayClass, known } from '../value/classes.ts';
import { addMethods } from '../value/method.ts';
import type { Value } from '../value/value.ts';
import { defineDates } from './dates.ts';
import { defineDecimalFormat } from './decimal-format.ts';
import { defineMessageFormat } from './message-format.ts';
import { defineCodecs } from './codecs.ts';
import { defineExceptions } from './exceptions.ts';
import { defineGroovy } from './groovy.ts';
import { defineJson } from './json.ts';
import { defineLang } from './lang.ts';
import { defineSystem } from './system.ts';
import { defineNet } from './net.ts';
import { defineRegex } from './regex.ts';
import { defineTemplates } from './templates.ts';
import { defineThreads } from './threads.ts';
import { defineTime } from './time.ts';
import { defineUtil } from './util.ts';

let installed = false;

/** Fills the classes of the library with their methods; the first interpreter does it. */
export function installLibrary(): void {
  if (installed) return;
  installed = true;
  installMethods();
  defineLang();
  defineSystem();
  defineUtil();
  defineExceptions();
  defineRegex();
  defineGroovy();
  defineJson();
  defineCodecs();
  defineNet();
  defineThreads();
  defineDates();
  defineDecimalFormat();
  defineMessageFormat();
  defineTime();
  defineTemplates();
  shareStringMethods();
}

function installMethods(): void {
  addMethods(known('Object').methods, iterableMethods);
  addMethods(known('Object').methods, objectMethods);
  addMethods(known('NullObject').methods, nullMethods);
  addMethods(known('String').methods, stringMethods);
  addMethods(known('String').methods, stringPatternMethods);
  addMethods(known('Number').methods, numberMethods);
  addMethods(known('BigDecimal').methods, decimalMethods);
  for (const name of ['Double', 'Float']) addMethods(known(name).methods, floatingMethods);
  addMethods(known('BigInteger').methods, bigIntegerMethods);
  addMethods(known('Character').methods, charMethods);
  addMethods(known('Boolean').methods, booleanMethods);
  for (const name of ['Collection', 'Map', 'Iterator', 'Matcher']) {
    addMethods(known(name).methods, iterableMethods);
    addMethods(known(name).methods, sortingMethods);
  }
  addMethods(known('Collection').methods, collectionMethods);
  for (const name of [
    'toList',
    'toSet',
    'first',
    'head',
    'last',
    'tail',
    'init',
    'take',
    'drop',
    'collate',
    'withIndex',
  ]) {
    const entries = known('Collection').methods.get(name);
    if (entries !== undefined) known('Iterable').methods.set(name, entries);
  }
  addMethods(known('Set').methods, setMethods);
  addMethods(known('List').methods, indexedMethods);
  for (const name of ['List', 'Deque']) addMethods(known(name).methods, listMethods);
  for (const name of ['LinkedList', 'ArrayDeque']) addMethods(known(name).methods, dequeMethods);
  addMethods(known('Map').methods, mapMethods);
  addMethods(known('Map$Entry').methods, entryMethods);
  addMethods(known('Iterator').methods, iteratorMethods);
  addMethods(known('Closure').methods, closureMethods);
  addMethods(known('Matcher').methods, matcherMethods);
  addMethods(known('Pattern').methods, patternMethods);
  addMethods(known('Class').methods, classMethods);
  addMethods(known('Throwable').methods, throwableMethods);
  addMethods(known('Enum').methods, enumMethods);
  addMethods(known('Script').methods, scriptMethods);
  for (const name of ['StringBuilder', 'StringBuffer', 'StringWriter'])
    addMethods(known(name).methods, builderMethods);
  for (const table of [iterableMethods, sortingMethods, collectionMethods, indexedMethods, arrayMethods])
    addMethods(arrayClass('Object').methods, table);
}

/** A GString and a StringBuilder have the methods of the String that they stand for. */
function shareStringMethods(): void {
  addMethods(known('GString').methods, gstringMethods);
  for (const [name, entries] of known('String').methods) {
    const shared = entries.map((entry) => ({
      least: entry.least,
      most: entry.most,
      run: (self: Value, args: readonly Value[], context: Parameters<typeof entry.run>[2]) =>
        entry.run(textOf(self, context) as never, args, context),
    }));
    for (const cls of ['GString', 'StringBuilder', 'StringBuffer']) {
      const { methods } = known(cls);
      methods.set(name, [...(methods.get(name) ?? []), ...shared]);
    }
  }
}
