import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Union } from 'typebox';
import type { Fault } from '#base/result.ts';
import { roomPattern, tokenPattern } from '#wire/roles.ts';
import {
  codePattern,
  instructorCommands,
  type Join,
  joinSchema,
  memberCommands,
  type NewWorkshop,
  newWorkshopSchema,
  type WorkshopCommand,
} from '#wire/workshop.ts';
import { addressOf, hashOf } from '../connection.ts';
import type { Limits } from '../limits.ts';
import { refuse } from '../refusal.ts';
import type { Templates } from './exercises.ts';
import type { Asker } from './state.ts';
import type { Workshops } from './workshops.ts';

export interface WorkshopApiOptions {
  readonly workshops: Workshops;
  readonly templates: Templates;
  readonly limits: Limits;
}

/** Wrong codes that one address may try in a minute; a class behind one address types few. */
const wrongCodesPerMinute = 20;
/** How long a request for news waits, in milliseconds: shorter than what proxies bear. */
const newsMs = 20_000;
const commands = Union([instructorCommands, memberCommands]);

/** The routes of workshops, under /api. */
export function addWorkshopRoutes(api: FastifyInstance, { workshops, templates, limits }: WorkshopApiOptions): void {
  const wrongCodes = new WrongCodes();

  api.post<{ Body: NewWorkshop }>(
    '/workshops',
    { schema: { body: newWorkshopSchema }, config: { rateLimit: { max: limits.designsPerMinute, timeWindow: '1 minute' } } },
    async (request, reply) => {
      const made = await workshops.create(request.body);
      return made.ok ? reply.code(201).send(made.value) : refuse(reply, 'bad-request', sentenceOf(made.faults));
    },
  );

  api.get<{ Params: { code: string } }>('/join/:code', async (request, reply) => {
    const code = request.params.code.toUpperCase();
    const door = doorFor(request, code);
    return door.ok ? door.value : refuse(reply, door.code, door.sentence);
  });

  api.post<{ Params: { code: string }; Body: Join }>('/join/:code', { schema: { body: joinSchema } }, async (request, reply) => {
    const code = request.params.code.toUpperCase();
    const door = doorFor(request, code);
    if (!door.ok) return refuse(reply, door.code, door.sentence);
    const joined = await workshops.join(code, request.body);
    return joined.ok ? reply.code(201).send(joined.value) : refuse(reply, 'conflict', sentenceOf(joined.faults));
  });

  api.get<{ Params: { id: string }; Querystring: { since?: string } }>('/workshops/:id/state', async (request, reply) => {
    const asker = admit(request, reply);
    if (!asker) return reply;
    const { id } = request.params;
    const since = Number(request.query.since ?? 0);
    // Where WebSockets are blocked, this is how news arrives: an answer as soon as there is some.
    if (workshops.told(id, asker)?.version === since) await news(request, id);
    const told = workshops.told(id, asker);
    return told ?? refuse(reply, 'bad-token', goneSentence);
  });

  api.post<{ Params: { id: string }; Body: WorkshopCommand }>(
    '/workshops/:id/commands',
    { schema: { body: commands } },
    async (request, reply) => {
      const asker = admit(request, reply);
      if (!asker) return reply;
      const done = await workshops.command(request.params.id, asker, request.body);
      return done.ok ? done.value : refuse(reply, 'not-allowed', sentenceOf(done.faults));
    },
  );

  /** Solutions, traps and the debrief: the instructor's alone; solutions also everybody's once they are revealed. */
  api.get<{ Params: { id: string } }>('/workshops/:id/material', async (request, reply) => {
    const asker = admit(request, reply);
    if (!asker) return reply;
    const { id } = request.params;
    const exercise = workshops.exercise(id);
    const template = exercise === undefined ? undefined : templates(exercise);
    if (!template?.ok) return refuse(reply, 'not-found', 'The exercise of this workshop is not on this server any more.');
    const { exercise: about, starter, solutions, traps, debrief } = template.value;
    if (asker.role === 'instructor')
      return { decisions: about.decisions, hints: about.hints, starter, solutions, traps, debrief };
    return { decisions: about.decisions, solutions: workshops.solutionsRevealed(id) ? solutions : [] };
  });

  api.delete<{ Params: { id: string } }>('/workshops/:id', async (request, reply) => {
    const asker = admit(request, reply);
    if (!asker) return reply;
    if (asker.role !== 'instructor') return refuse(reply, 'not-allowed', 'Only the instructor can delete a workshop.');
    await workshops.delete(request.params.id);
    return { deleted: true };
  });

  /** The door that a code opens. Only wrong codes are counted: a class of sixty joins from one address within a minute. */
  const doorFor = (request: FastifyRequest, code: string) => {
    const address = addressOf(request.raw);
    if (wrongCodes.tooMany(address)) return { ok: false, code: 'too-many-requests', sentence: tooManyCodes } as const;
    const door = new RegExp(codePattern).test(code) ? workshops.door(code) : undefined;
    if (door?.ok) return { ok: true, value: door.value } as const;
    wrongCodes.count(address);
    return { ok: false, code: 'not-found', sentence: noCode } as const;
  };

  const admit = (request: FastifyRequest, reply: FastifyReply): Asker | undefined => {
    const { id } = request.params as { id: string };
    if (!new RegExp(roomPattern).test(id) || !workshops.has(id)) {
      refuse(reply, 'not-found', 'There is no such workshop on this server.');
      return undefined;
    }
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const asker = token !== undefined && new RegExp(tokenPattern).test(token) ? workshops.asker(id, hashOf(token)) : undefined;
    if (!asker) refuse(reply, 'bad-token', goneSentence);
    return asker;
  };

  /** Resolves at the next change of the workshop, when it has taken long enough, or when nobody waits any more. */
  const news = (request: FastifyRequest, id: string): Promise<void> =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        unsubscribe();
        request.raw.off('close', done);
        resolve();
      };
      const timer = setTimeout(done, newsMs);
      const unsubscribe = workshops.subscribe((changed) => changed === id && done());
      request.raw.once('close', done);
    });
}

/** Wrong codes by address, in the minute that began with the first of them. */
class WrongCodes {
  readonly #tried = new Map<string, { since: number; count: number }>();

  tooMany(address: string): boolean {
    const tried = this.#tried.get(address);
    if (tried && performance.now() - tried.since > 60_000) this.#tried.delete(address);
    return (this.#tried.get(address)?.count ?? 0) >= wrongCodesPerMinute;
  }

  count(address: string): void {
    // Nobody fills the memory by coming from everywhere.
    if (this.#tried.size > 10_000) this.#tried.clear();
    const tried = this.#tried.get(address) ?? { since: performance.now(), count: 0 };
    tried.count++;
    this.#tried.set(address, tried);
  }
}

const noCode = 'There is no workshop with this code. Look at the projector again.';
const tooManyCodes = 'Too many wrong codes came from your address. Wait a minute, and look at the projector again.';
const goneSentence = 'This link does not work any more: the workshop is gone, or you were taken out of it.';

function sentenceOf(faults: readonly Fault[]): string {
  return faults.map(({ message }) => message).join(' ');
}
