import type { FastifyBaseLogger, FastifyInstance, FastifyReply, RawServerDefault } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TSchema } from 'typebox';
import { problem } from '../http/problem.ts';
import type { Changed } from '../storage/store.ts';
import { revisionOf } from '../tasks/document.ts';
import { etagOf } from './etag.ts';
import { problemSchema } from './schemas.ts';

/** A server whose handlers have the types of their schemas. */
export type TypedServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What any route may answer: no token, too much, no storage. */
const everywhere = [401, 413, 415, 429, 431, 500, 503, 507];

/** The answers of a route: its own by their schema, and problems. */
export function answers(
  own: Readonly<Record<number, TSchema>>,
  ...problems: number[]
): Record<number, object> {
  const content = { 'application/problem+json': { schema: problemSchema } };
  const wrong = [...problems, ...everywhere].map((status) => [status, { description: 'A problem', content }]);
  const right = Object.entries(own).map(([status, schema]) => [
    status,
    { description: 'Done', content: { 'application/json': { schema } } },
  ]);
  return Object.fromEntries([...right, ...wrong]) as Record<number, object>;
}

/** Answers with text that is JSON already. */
export function json(reply: FastifyReply, status: number, text: string | Buffer): FastifyReply {
  return reply.code(status).header('Content-Type', 'application/json; charset=utf-8').send(text);
}

/** Answers with a task and its entity tag. */
export function taskAnswer(reply: FastifyReply, status: number, document: string): FastifyReply {
  return json(reply.header('ETag', etagOf(revisionOf(document))), status, document);
}

export function missing(reply: FastifyReply, id: string): FastifyReply {
  return problem(reply, 404, `there is no task ${id}`);
}

/** Answers why nothing was changed. */
export function notChanged(
  reply: FastifyReply,
  id: string,
  result: Exclude<Changed, { kind: 'changed' }>,
): FastifyReply {
  if (result.kind === 'missing') return missing(reply, id);
  reply.header('ETag', etagOf(result.revision));
  return problem(reply, 412, `the task has been changed: its ETag is ${etagOf(result.revision)} now`);
}
