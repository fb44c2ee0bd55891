import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './schema.ts';

export type Task = components['schemas']['Task'];
export type TaskClient = Client<paths>;

/** A client of the API, with the types that its OpenAPI document gives. */
export function taskClient(baseUrl: string, token?: string): TaskClient {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  return createClient<paths>({ baseUrl, headers });
}
