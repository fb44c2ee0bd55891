import fc from 'fast-check';

/** The parts of JSON Schema that the API uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

export type Resolve = (schema: Schema) => Schema;

/** Values that a schema allows, those at its limits often among them. */
export function valid(schema: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  const found = resolve(schema);
  if (found.enum !== undefined) return fc.constantFrom(...found.enum);
  const types = [found.type ?? 'object'].flat();
  return fc.oneof(...types.map((type) => ofType(type, found, resolve)));
}

function ofType(type: string, schema: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  if (type === 'null') return fc.constant(null);
  if (type === 'integer') return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000 });
  if (type === 'string') return text(schema);
  if (type === 'array') return list(schema, resolve);
  return fc.record(
    Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, each]) => [name, valid(each, resolve)]),
    ),
    { requiredKeys: [...(schema.required ?? [])] },
  );
}

function text({ format, pattern, minLength = 0, maxLength = 100 }: Schema): fc.Arbitrary<string> {
  if (format === 'date-time') {
    const range = { min: new Date('0001-01-01'), max: new Date('9998-12-31'), noInvalidDate: true };
    return fc.date(range).map((date) => date.toISOString());
  }
  const edges = [minLength, maxLength].filter((length) => length > 0).map((length) => '🎉'.repeat(length));
  const any = fc.string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, 40) });
  const expression = pattern === undefined ? undefined : new RegExp(pattern, 'u');
  return fc.oneof(any, fc.constantFrom('x', ...edges)).filter((each) => {
    const { length } = Array.from(each);
    return length >= minLength && length <= maxLength && (expression?.test(each) ?? true);
  });
}

function list({ items = {}, minItems = 0, maxItems = 5 }: Schema, resolve: Resolve): fc.Arbitrary<unknown[]> {
  const range = { minLength: minItems, maxLength: Math.min(maxItems, minItems + 5) };
  return fc.uniqueArray(valid(items, resolve), { ...range, selector: (each) => JSON.stringify(each) });
}

/** Values that a schema forbids, each for one reason. */
export function invalid(schema: Schema, resolve: Resolve): unknown[] {
  const found = resolve(schema);
  if (found.enum !== undefined) return ['none of them', 7, null];
  const types = [found.type ?? 'object'].flat();
  if (types.includes('string')) return wrongText(found);
  if (types.includes('integer')) return [(found.minimum ?? 0) - 1, (found.maximum ?? 0) + 1, 1.5, 'x', {}];
  if (types.includes('array')) return wrongList(found, resolve);
  return wrongObject(found, resolve);
}

function wrongText({ type, format, pattern, minLength = 0, maxLength = 0 }: Schema): unknown[] {
  const other = [7, {}, [], true, ...(type === 'string' ? [null] : [])];
  if (format === 'date-time')
    return [...other, 'soon', '2027-02-30T00:00:00Z', '2027-01-01', '9999-12-31T23:59:59-01:00'];
  const short = minLength > 0 ? [''] : [];
  return [...other, ...short, 'x'.repeat(maxLength + 1), ...(pattern === undefined ? [] : [' \n'])];
}

function wrongList({ items = {}, maxItems = 0, minItems = 0 }: Schema, resolve: Resolve): unknown[] {
  const many = Array.from({ length: maxItems + 1 }, (_, index) =>
    resolve(items).type === 'object' ? { title: 'x' } : `x${index}`,
  );
  return [
    7,
    'x',
    null,
    many,
    ...(minItems > 0 ? [[]] : []),
    ...invalid(items, resolve).map((each) => [each]),
  ];
}

function wrongObject({ properties = {}, required = [] }: Schema, resolve: Resolve): unknown[] {
  const [good] = fc.sample(valid({ type: 'object', properties, required }, resolve), {
    numRuns: 1,
    seed: 1,
  }) as [object];
  const lacking = required.map((name) =>
    Object.fromEntries(Object.entries(good).filter(([each]) => each !== name)),
  );
  const wrong = Object.entries(properties).flatMap(([name, each]) =>
    invalid(each, resolve).map((value) => Object.assign({}, good, { [name]: value })),
  );
  return ['text', 7, null, [], { ...good, 'un/known': 1 }, ...lacking, ...wrong];
}
