import { Ajv, type ErrorObject } from 'ajv';
import formats from 'ajv-formats';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { FastifyInstance, FastifySchemaValidationError } from 'fastify';

export interface FieldError {
  readonly in: string;
  /** JSON Pointer, RFC 6901, to the field. */
  readonly pointer: string;
  readonly detail: string;
}

/** Checks bodies as they are; numbers in a query or a header come as text. */
export function validateStrictly(app: FastifyInstance): void {
  const [strict, fromText] = [validator(false), validator(true)];
  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === 'body' ? strict : fromText).compile(schema as object),
  );
}

function validator(coerceTypes: boolean): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    coerceTypes,
    useDefaults: false,
    allowUnionTypes: true,
    strict: false,
    // They are constants of this service, which a test checks; at each start it takes longer than to compile them.
    validateSchema: false,
    meta: false,
  });
  formats.default(ajv, ['uuid']);
  return ajv.addFormat('date-time', isTime);
}

const { validate: isDateTime } = fullFormats['date-time'] as { validate: (text: string) => boolean };

/** A time of the years 0000 to 9999 in UTC; a leap second is none that a Date can hold. */
function isTime(text: string): boolean {
  if (!isDateTime(text)) return false;
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && /^\d{4}-/.test(time.toISOString());
}

/** One entry for each wrong field. */
export function fieldErrors(
  errors: readonly FastifySchemaValidationError[],
  context: string | undefined,
): FieldError[] {
  const place = { querystring: 'query', headers: 'header' }[context ?? ''] ?? 'body';
  const found = new Map<string, FieldError>();
  for (const error of errors as readonly ErrorObject[]) {
    const pointer = pointerTo(error);
    if (!found.has(pointer)) found.set(pointer, { in: place, pointer, detail: detailOf(error) });
  }
  return [...found.values()];
}

function pointerTo({ instancePath, params }: ErrorObject): string {
  const own = (params['missingProperty'] ?? params['additionalProperty']) as string | undefined;
  if (own === undefined) return instancePath;
  return `${instancePath}/${own.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function detailOf({ keyword, params, message = 'is wrong' }: ErrorObject): string {
  if (keyword === 'required') return 'is required';
  if (keyword === 'additionalProperties') return 'is not known';
  if (keyword === 'enum') return `must be one of ${(params['allowedValues'] as string[]).join(', ')}`;
  if (params['pattern'] === String.raw`\S`) return 'must not be blank';
  if (params['format'] === 'date-time') return 'must be a time as in RFC 3339, such as 2027-01-31T12:00:00Z';
  return message;
}
