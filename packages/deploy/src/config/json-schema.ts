import { z } from 'zod';
import { deployFileSchema } from './schema.ts';

/** The JSON Schema (draft 2020-12) of `deploy.yml`, for editors: what a person may write. */
export function deployFileJsonSchema(): Record<string, unknown> {
  return {
    title: 'deploy.yml of Pipeline Lab',
    ...z.toJSONSchema(deployFileSchema, { io: 'input', target: 'draft-2020-12' }),
  };
}
