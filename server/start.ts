import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { acceptSockets, type Sockets } from './connection.ts';
import { buildHttp, Metrics } from './http.ts';
import type { Journal } from './journal/journal.ts';
import { MemoryJournal } from './journal/memory.ts';
import { openSqlite } from './journal/sqlite.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { Rooms } from './rooms.ts';
import { templatesIn } from './workshop/exercises.ts';
import { Feed } from './workshop/feed.ts';
import { Workshops } from './workshop/workshops.ts';

export interface ServerOptions {
  /** 0 = any free port. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Folder of the database; left out, everything is forgotten with the process. */
  readonly data?: string;
  /** Origins whose pages may connect, besides the host's own. */
  readonly origins?: readonly string[];
  /** pino's level, default `silent`. */
  readonly logLevel?: string;
  readonly limits?: Partial<Limits>;
  /** The built page, default `dist/` of the project. */
  readonly pages?: string;
  /** Exercises, default `templates/` of the project. */
  readonly templates?: string;
}

export interface RunningServer {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Stops taking anything in, waits until everything received is on disk and acknowledged, and ends. */
  close(): Promise<void>;
}

/**
 * Starts a whole server: journal, rooms, sockets, HTTP. Rejects with a sentence when the data folder can't be used, and
 * with code EADDRINUSE when the port is taken.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const host = options.host ?? '127.0.0.1';
  let warn: (sentence: string) => void = () => {};
  const journal: Journal =
    options.data === undefined ? new MemoryJournal() : await openSqlite(options.data, (sentence) => warn(sentence));
  const metrics = new Metrics();
  const rooms = new Rooms(journal, limits, metrics);
  const templates = templatesIn(options.templates ?? fileURLToPath(new URL('../templates', import.meta.url)));
  const workshops = new Workshops({ journal, templates, stateOf: (design) => rooms.stateOf(design), now: () => Date.now() });
  const feed = new Feed(workshops);
  let sockets: Sockets | undefined;
  try {
    await workshops.load();
    const app = await buildHttp({
      journal,
      rooms,
      workshops,
      templates,
      sockets: () => sockets as Sockets,
      limits,
      metrics,
      pages: options.pages ?? fileURLToPath(new URL('../dist', import.meta.url)),
      logLevel: options.logLevel ?? 'silent',
    });
    warn = (sentence) => app.log.warn(sentence);
    sockets = acceptSockets(app.server, {
      journal,
      rooms,
      workshops,
      feed,
      limits,
      origins: options.origins,
      onError: (error) => app.log.error(error),
    });
    const open = sockets;
    workshops.subscribe((id) => open.reconsider(workshops.designs(id)));
    await app.listen({ port: options.port, host });
    const { port } = app.server.address() as AddressInfo;
    let closing: Promise<void> | undefined;
    return {
      url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
      port,
      close() {
        closing ??= (async () => {
          open.stopReading();
          await rooms.close();
          await open.close();
          await app.close();
          await journal.close();
        })();
        return closing;
      },
    };
  } catch (error) {
    await sockets?.close();
    await journal.close();
    throw error;
  }
}
