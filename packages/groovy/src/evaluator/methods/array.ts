import { fail } from '../core/fail.ts';
import { isNumber, toInt } from '../core/numeric.ts';
import { textOf } from '../core/text.ts';
import { javaArray, type JavaArray } from '../value/collections.ts';
import type { MethodTable } from '../value/method.ts';
import { bufferOf, textFrom } from './bytes.ts';

/** Methods of a Java array alone. */
export const arrayMethods: MethodTable<JavaArray> = {
  'getLength|length 0': (self) => self.length,
  'clone 0': (self) => javaArray(self, self.element),
  'putAt 2': (self, [key = null, value = null]) => {
    if (!isNumber(key))
      return fail('MissingMethodException', `No signature of method: ${self.cls.name}.putAt()`);
    const index = toInt(key);
    const at = index < 0 ? index + self.length : index;
    if (at < 0 || at >= self.length)
      return fail(
        'ArrayIndexOutOfBoundsException',
        index < 0
          ? `Negative array index [${index}] too large for array size ${self.length}`
          : `Index ${index} out of bounds for length ${self.length}`,
      );
    self[at] = value;
    return null;
  },
  'encodeBase64 0': (self) => bufferOf(self).toString('base64'),
  'encodeHex 0': (self) => bufferOf(self).toString('hex'),
  'toString 0': (self) =>
    self.element === 'char'
      ? self.map((each) => textOf(each)).join('')
      : `[${self.map((each) => textOf(each)).join(', ')}]`,
  'getText 0': (self) => textFrom(self),
};
