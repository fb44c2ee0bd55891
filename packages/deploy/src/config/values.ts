import { z } from 'zod';
import { type SecretSource, secretSource } from './secret-source.ts';

/** What several topics of `deploy.yml` are written in. */
export const nameSchema: z.ZodString = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,40}$/, 'must be lower-case letters, digits and dashes, starting with a letter');

export const absolutePath: z.ZodString = z.string().regex(/^\//, 'must begin with /');

const variable = z.string().regex(/^[A-Za-z_]\w*$/, 'is not the name of a variable');
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const word = z.string().min(1);

export const variablesSchema: z.ZodType<Readonly<Record<string, string>>> = z.record(variable, text);
export const secretsSchema: z.ZodType<Readonly<Record<string, SecretSource>>> = z.record(
  variable,
  secretSource,
);

/** One file, or a list of them. */
export const filesSchema: z.ZodType<readonly string[]> = z.union([
  word.transform((file) => [file]),
  z.array(word),
]);
