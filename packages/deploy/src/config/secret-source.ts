import { z } from 'zod';

/** Where the value of a secret variable comes from when a deployment begins. */
export type SecretSource =
  /** The encrypted store, under this id. */
  | { readonly store: string }
  /** A line `NAME=value` of a file. */
  | { readonly file: string }
  /** What a command prints, its last line break left out. */
  | { readonly command: readonly string[] };

const word = z.string().min(1);

export const secretSource: z.ZodType<SecretSource> = z.union(
  [
    z.strictObject({ store: word.describe('id of a secret that `plab secrets set` keeps') }),
    z.strictObject({ file: word.describe('a `.env` file beside deploy.yml with a line of this name') }),
    z.strictObject({
      command: z.array(word).min(1).describe('a command and its arguments; it prints the value'),
    }),
  ],
  { error: 'must be one of { store: ID }, { file: PATH } and { command: [NAME, …] }' },
);
