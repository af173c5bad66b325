import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import serveStatic from '@fastify/static';
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Enum, Optional, Object as RecordOf, type Static, String as Text } from 'typebox';
import { idsFrom } from '#base/ids.ts';
import { validator } from '#base/validate.ts';
import { updateOf } from '#document/whole.ts';
import { emptyDesign } from '#model/design.ts';
import { closeCodes } from '#wire/close-codes.ts';
import { type Role, roles, roomPattern, tokenPattern } from '#wire/roles.ts';
import packageJson from '../package.json' with { type: 'json' };
import { type Act, decide } from './access.ts';
import { hashOf, type Sockets } from './connection.ts';
import { Content, readUpdate } from './content.ts';
import type { Journal, Link } from './journal/journal.ts';
import { lanAddresses } from './lan.ts';
import type { Limits } from './limits.ts';
import { refuse } from './refusal.ts';
import type { Meter } from './room.ts';
import { type Rooms, TooManyRooms } from './rooms.ts';
import { addWorkshopRoutes } from './workshop/api.ts';
import type { Templates } from './workshop/exercises.ts';
import type { Workshops } from './workshop/workshops.ts';

/** The first content of a design, before base64. */
const firstUpdateBytes = 2 * 1024 * 1024;

const NewDesignBody = RecordOf(
  { title: Optional(Text({ maxLength: 200 })), update: Optional(Text({ maxLength: Math.ceil((firstUpdateBytes * 4) / 3) + 4 })) },
  { additionalProperties: false },
);
const RoleBody = RecordOf({ role: Enum(['owner', 'editor', 'viewer']) }, { additionalProperties: false });
const SnapshotBody = RecordOf({ name: Text({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false });

/** The first content of a design of which only the title is known. */
function firstTitle(title: string | undefined): Uint8Array | undefined {
  return title ? updateOf({ ...emptyDesign, title }) : undefined;
}

/** Who asks, and for which design: set by `admit`. */
interface Asker {
  readonly design: string;
  readonly role: Role;
  readonly hash: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    asker: Asker | undefined;
  }
}

export interface HttpOptions {
  readonly journal: Journal;
  readonly rooms: Rooms;
  readonly workshops: Workshops;
  readonly templates: Templates;
  /** Known only once the HTTP server exists. */
  readonly sockets: () => Sockets;
  readonly limits: Limits;
  /** The built page; left out when it does not exist. */
  readonly pages: string;
  /** pino's level: `silent`, `error`, `warn`, `info` … */
  readonly logLevel: string;
  readonly metrics: Metrics;
}

/** The counters behind /metrics, one set a server. */
export class Metrics implements Meter {
  readonly registry = new Registry();
  readonly #updates = new Counter({ name: 'millrace_updates_total', help: 'Updates applied', registers: [this.registry] });
  readonly #refused = new Counter({
    name: 'millrace_refused_total',
    help: 'Updates refused by a notice',
    registers: [this.registry],
  });
  readonly #commits = new Histogram({
    name: 'millrace_commit_seconds',
    help: 'From the end of an event-loop turn until its updates are on disk',
    buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  updated(): void {
    this.#updates.inc();
  }

  refused(): void {
    this.#refused.inc();
  }

  committed(seconds: number): void {
    this.#commits.observe(seconds);
  }

  /** A number that is asked for when somebody looks. */
  gauge(name: string, help: string, value: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(value());
      },
    });
  }
}

/**
 * The worker that reads people's schemas. Validators are compiled from them, which pages must not do: so it may compile, and
 * in return it may ask for nothing, whatever a schema says.
 */
const schemaWorker = /[\\/]assets[\\/]contract-worker-[\w-]+\.js(?:\.\w+)?$/;
const schemaWorkerPolicy = "default-src 'none'; script-src 'self' 'unsafe-eval'; connect-src 'none'";

const makeId = idsFrom((count) => randomBytes(count));

/** 192 random bits, base64url. It is given out once and never stored. */
function newToken(): string {
  return randomBytes(24).toString('base64url');
}

function newLink(role: Role): { readonly token: string; readonly link: Omit<Link, 'revoked'> } {
  const token = newToken();
  return { token, link: { hash: hashOf(token), role, createdAt: new Date().toISOString() } };
}

/** By a link of the design, or by a seat in the workshop that it belongs to. */
async function roleFor(journal: Journal, workshops: Workshops, design: string, hash: string): Promise<Role | undefined> {
  return (await journal.roleOf(design, hash)) ?? workshops.right(design, hash)?.role;
}

/** The HTTP side: API, metrics, and the built page. Everything that is refused is `{error: {code, sentence}}`. */
export async function buildHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { limits, metrics, logLevel } = options;
  const app = fastify({
    logger: { level: logLevel, redact: ['req.headers.authorization', 'req.headers["sec-websocket-protocol"]'] },
    // A reverse proxy on this machine says who asks; nobody else is believed.
    trustProxy: 'loopback',
    bodyLimit: 16 * 1024,
    forceCloseConnections: true,
  });
  app.setValidatorCompiler(({ schema }) => {
    const check = validator(schema as object);
    return (value) => {
      const result = check(value);
      return result.ok ? { value: result.value } : { error: new Error(result.faults.map(({ message }) => message).join(' ')) };
    };
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (error instanceof TooManyRooms)
      return refuse(reply, 'unavailable', 'The server has as many designs open as it can. Try again later.');
    if (status === 413) return refuse(reply, 'too-large', 'The request is larger than the server takes.');
    if (status === 429)
      return refuse(reply, 'too-many-requests', 'Too many requests came from your address. Try again in a minute.');
    if (status < 500) return refuse(reply, 'bad-request', sentenceOf(error));
    request.log.error(error);
    return refuse(reply, 'failed', 'The server could not do this. Nothing was changed; try again.');
  });

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'self'"],
        connectSrc: ["'self'", (request) => socketsOf(request as IncomingMessage)],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        // React Flow places nodes by inline styles.
        styleSrc: ["'self'", "'unsafe-inline'"],
        workerSrc: ["'self'", 'blob:'],
      },
    },
    // A workshop runs on plain http in a local network: these would either lock people out (HSTS) or only make browsers
    // complain that such an address is not trustworthy. A reverse proxy with TLS sets HSTS itself.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    referrerPolicy: { policy: 'no-referrer' },
  });

  metrics.gauge('millrace_rooms', 'Rooms in memory', () => options.rooms.size);
  metrics.gauge('millrace_sockets', 'Open WebSockets', () => options.sockets().size);
  app.get('/metrics', async (_request, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()));

  await app.register(
    async (api) => {
      await api.register(rateLimit, { max: limits.requestsPerMinute, timeWindow: '1 minute' });
      api.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));
      addRoutes(api, options);
      addWorkshopRoutes(api, options);
    },
    { prefix: '/api' },
  );

  if (existsSync(options.pages)) {
    await app.register(serveStatic, {
      root: options.pages,
      cacheControl: false,
      preCompressed: true,
      // Vite puts a hash of the content into the names in assets/; everything else is asked for again.
      setHeaders(reply, path) {
        reply.header('cache-control', /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
        if (schemaWorker.test(path)) reply.header('content-security-policy', schemaWorkerPolicy);
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const isPage = request.method === 'GET' && /^\/(?:$|d\/|w\/|(?:compare|docs|join|templates|workshop)(?:\/|$))/.test(path);
    if (!isPage) return refuse(reply, 'not-found', 'There is nothing at this address.');
    if (existsSync(options.pages)) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    return refuse(reply, 'not-found', 'The page is not built yet. Run: npm run build');
  });
  return app;
}

function addRoutes(api: FastifyInstance, { journal, rooms, workshops, sockets, limits }: HttpOptions): void {
  api.decorateRequest('asker', undefined);

  /** Before a route: the design exists, the link is good, and its role may do this. */
  const admit = (act: Act) => async (request: FastifyRequest, reply: FastifyReply) => {
    const design = (request.params as { id: string }).id;
    if (!new RegExp(roomPattern).test(design) || (await journal.design(design)) === undefined) {
      return refuse(reply, 'not-found', 'There is no such design on this server.');
    }
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const hash = token !== undefined && new RegExp(tokenPattern).test(token) ? hashOf(token) : undefined;
    const role = hash === undefined ? undefined : await roleFor(journal, workshops, design, hash);
    if (hash === undefined || role === undefined) {
      return refuse(reply, 'bad-token', 'This link does not work any more. Ask the owner of the design for a new one.');
    }
    const decision = decide(role, 'open', act);
    if (!decision.allow) return refuse(reply, 'not-allowed', decision.sentence);
    request.asker = { design, role, hash };
  };

  /** The document of a design as it is now, as an update V2. */
  const currentState = (design: string): Promise<Uint8Array> => rooms.stateOf(design);

  api.get('/health', async () => ({ ok: true, version: packageJson.version }));

  api.get('/lan', async (request) => ({ addresses: lanAddresses(), port: request.socket.localPort }));

  api.post<{ Body: Static<typeof NewDesignBody> }>(
    '/designs',
    {
      schema: { body: NewDesignBody },
      bodyLimit: Math.ceil((firstUpdateBytes * 4) / 3) + 16 * 1024,
      config: { rateLimit: { max: limits.designsPerMinute, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      const { title, update: text } = request.body;
      const update = text === undefined ? firstTitle(title) : Buffer.from(text, 'base64');
      if (update !== undefined && !isFirstContent(update, limits)) {
        return refuse(
          reply,
          'bad-request',
          'The design’s first content can’t be read as a Yjs update, or is larger than the server takes.',
        );
      }
      const id = makeId();
      const made = roles.map((role) => newLink(role));
      await journal.create({
        id,
        ...(title === undefined ? {} : { title }),
        createdAt: new Date().toISOString(),
        links: made.map(({ link }) => link),
        ...(update === undefined ? {} : { update }),
      });
      return reply.code(201).send({ id, links: Object.fromEntries(made.map(({ token, link }) => [link.role, token])) });
    },
  );

  api.get('/designs/:id', { preHandler: admit('read') }, async (request) => {
    const { design, role } = askerOf(request);
    const { id, title } = (await journal.design(design)) ?? { id: design };
    return { id, ...(title === undefined ? {} : { title }), role };
  });

  api.get('/designs/:id/state', { preHandler: admit('read') }, async (request, reply) =>
    reply.type('application/octet-stream').send(Buffer.from(await currentState(askerOf(request).design))),
  );

  api.get('/designs/:id/links', { preHandler: admit('read links') }, async (request) =>
    (await journal.links(askerOf(request).design)).map(({ role, createdAt, revoked }) => ({ role, createdAt, revoked })),
  );

  api.post<{ Body: Static<typeof RoleBody> }>(
    '/designs/:id/links',
    { schema: { body: RoleBody }, preHandler: admit('make a link') },
    async (request, reply) => {
      const { design } = askerOf(request);
      const live = (await journal.links(design)).filter(({ revoked }) => !revoked);
      if (live.length >= limits.linksPerDesign) {
        return refuse(
          reply,
          'conflict',
          `This design has ${live.length} links, as many as the server allows. Revoke some first.`,
        );
      }
      const { role } = request.body;
      const { token, link } = newLink(role);
      await journal.addLink(design, link);
      return reply.code(201).send({ role, token });
    },
  );

  api.post<{ Body: Static<typeof RoleBody> }>(
    '/designs/:id/links/revoke',
    { schema: { body: RoleBody }, preHandler: admit('revoke links') },
    async (request, reply) => {
      const { design, hash } = askerOf(request);
      const { role } = request.body;
      // The owner's own link stays, or nobody could ever manage this design again.
      const gone = await journal.revokeLinks(design, role, role === 'owner' ? hash : undefined);
      if (role === 'owner' && gone.length === 0) {
        return refuse(
          reply,
          'conflict',
          'Yours is the only owner link. Make a new one, open the design with it, and then revoke this one.',
        );
      }
      sockets().closeLinks(gone, closeCodes.badToken);
      return { role, revoked: gone.length };
    },
  );

  api.post<{ Body: Static<typeof SnapshotBody> }>(
    '/designs/:id/snapshots',
    { schema: { body: SnapshotBody }, preHandler: admit('take a snapshot') },
    async (request, reply) => {
      const { design } = askerOf(request);
      if ((await journal.snapshots(design)).length >= limits.snapshotsPerDesign) {
        return refuse(
          reply,
          'conflict',
          `This design has ${limits.snapshotsPerDesign} kept versions, as many as the server allows.`,
        );
      }
      const snapshot = { id: makeId(), name: request.body.name, createdAt: new Date().toISOString() };
      await journal.addSnapshot(design, snapshot, await currentState(design));
      return reply.code(201).send(snapshot);
    },
  );

  api.get('/designs/:id/snapshots', { preHandler: admit('read snapshots') }, async (request) =>
    journal.snapshots(askerOf(request).design),
  );

  api.get<{ Params: { id: string; sid: string } }>(
    '/designs/:id/snapshots/:sid',
    { preHandler: admit('read snapshots') },
    async (request, reply) => {
      const bytes = await journal.snapshot(askerOf(request).design, request.params.sid);
      if (bytes === undefined) return refuse(reply, 'not-found', 'This design has no such version.');
      return reply.type('application/octet-stream').send(Buffer.from(bytes));
    },
  );
}

function askerOf(request: FastifyRequest): Asker {
  if (request.asker === undefined) throw new Error('A route asks who is there without a guard before it.');
  return request.asker;
}

/** True for an update that an empty design can begin with. */
function isFirstContent(update: Uint8Array, limits: Limits): boolean {
  const reading = readUpdate(update);
  if (reading === undefined || update.length > firstUpdateBytes) return false;
  try {
    const content = new Content([], limits);
    content.apply(update, reading);
    return content.fits(new Uint8Array(), reading);
  } catch {
    return false;
  }
}

/** Sentences of fastify's own refusals end without a full stop and name no page of ours. */
function sentenceOf(error: FastifyError): string {
  return /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
}

/**
 * The WebSocket addresses of the host that the page came from, for browsers in which 'self' does not cover them. The host
 * header is a stranger's text: anything but a plain host and port is left out.
 */
function socketsOf(request: IncomingMessage): string {
  const host = request.headers.host ?? '';
  return /^[A-Za-z0-9.-]+(?::\d+)?$|^\[[0-9A-Fa-f:]+\](?::\d+)?$/.test(host) ? `ws://${host} wss://${host}` : "'self'";
}
