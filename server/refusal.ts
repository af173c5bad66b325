import type { FastifyReply } from 'fastify';

/** Names of refusals, for programs; the sentence beside it is for people. */
export type ErrorCode =
  | 'bad-request'
  | 'bad-token'
  | 'not-allowed'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'too-many-requests'
  | 'failed'
  | 'unavailable';

const statusOf: Readonly<Record<ErrorCode, number>> = {
  'bad-request': 400,
  'bad-token': 401,
  'not-allowed': 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many-requests': 429,
  failed: 500,
  unavailable: 503,
};

/** Everything that is refused over HTTP is `{error: {code, sentence}}`. */
export function refuse(reply: FastifyReply, code: ErrorCode, sentence: string): FastifyReply {
  return reply.code(statusOf[code]).send({ error: { code, sentence } });
}
