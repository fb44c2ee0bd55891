import { textOf, type Value } from '@pipeline-lab/groovy';
import type { InputAnswer } from '../build/answers.ts';

/** A parameter of an `input`, as the script describes it. */
export type Field = ReadonlyMap<Value, Value>;

export function fieldsOf(parameters: readonly Value[] = []): Field[] {
  return parameters.filter((each): each is Map<Value, Value> => each instanceof Map);
}

/**
 * An answer in the form of `--input`: `proceed`, `abort`, the value of a lone parameter, or `a=1,b=2`. A comma ends a
 * value only where the name of another parameter follows.
 */
export function readAnswer(fields: readonly Field[], text: string): InputAnswer {
  if (text === 'abort') return { proceed: false };
  if (text === 'proceed' || fields.length === 0) return { proceed: true };
  const names = fields.map((field) => textOf(field.get('name') ?? ''));
  const [only] = names;
  if (names.length === 1 && only !== undefined) return { proceed: true, values: { [only]: text } };
  const next = new RegExp(`,(?=\\s*(?:${names.map((name) => RegExp.escape(name)).join('|')})\\s*=)`);
  const parts = text.split(next).map((part) => part.split('='));
  const values = Object.fromEntries(parts.map(([name = '', ...value]) => [name.trim(), value.join('=')]));
  return { proceed: true, values };
}
