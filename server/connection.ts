import { createHash } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { type CloseCode, closeCodes, closeSentences } from '#wire/close-codes.ts';
import { wireLimits } from '#wire/limits.ts';
import { encodeHeartbeat } from '#wire/messages.ts';
import { type Role, roomPattern, subprotocol, tokenPattern } from '#wire/roles.ts';
import { framed } from './frames.ts';
import type { Journal } from './journal/journal.ts';
import { type Limits, TokenBucket } from './limits.ts';
import type { Member, Room, Seat } from './room.ts';
import { type Rooms, TooManyRooms } from './rooms.ts';
import type { Feed } from './workshop/feed.ts';
import type { Workshops } from './workshop/workshops.ts';

/** A sync step 1 is answered with up to a whole document, so it counts as this many messages. */
const syncStep1Cost = 20;

/** How long a connection may take to answer when another one claims its presence. */
const probeMs = 3000;

/** News of a workshop, not a design. */
const workshopPath = '/ws/workshop/';

/** How long a connection may take to finish its close. */
const closeMs = 1000;

/** Everything that connections share. */
export interface Sockets {
  /** Connections that are open now. */
  readonly size: number;
  /** Closes the connections that came by one of these links ([P17]). */
  closeLinks(hashes: readonly string[], code: CloseCode): void;
  /** Asks anew what everybody may do with these designs: some lose the way in, some may change something again. */
  reconsider(designs: readonly string[]): void;
  /** Takes no new connections, and no more messages from the ones that are open. */
  stopReading(): void;
  /** Ends what is left of the connections; resolves when they are gone. */
  close(): Promise<void>;
}

export interface SocketOptions {
  readonly journal: Journal;
  readonly rooms: Rooms;
  readonly workshops: Workshops;
  readonly feed: Feed;
  readonly limits: Limits;
  /** Pages of these origins may connect, besides those of the host that they connect to. */
  readonly origins: readonly string[] | undefined;
  /** Our own mistakes, for the log. */
  readonly onError: (error: unknown) => void;
}

/** A token's place in the journal: only its SHA-256 is stored and compared. The token has 192 random bits, so no salt. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** ws closes with 1009, 1002 or 1007 on its own, and a browser would try those again for ever: they get our names. */
class RoomSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    if (code === 1009) super.close(closeCodes.tooLarge, closeSentences[closeCodes.tooLarge]);
    else if (code === 1002 || code === 1007) super.close(closeCodes.malformed, closeSentences[closeCodes.malformed]);
    else super.close(code, reason);
  }
}

/** Answers WebSocket upgrades of an HTTP server at `/ws/<room>`. */
export function acceptSockets(http: Server, options: SocketOptions): Sockets {
  const connections = new Set<Connection>();
  const perAddress = new Map<string, number>();
  let accepting = true;

  const upgrader = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: wireLimits.messageBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
    WebSocket: RoomSocket,
  });

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    if (!accepting || !path.startsWith('/ws/')) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    upgrader.handleUpgrade(request, socket, head, (ws) => {
      const address = addressOf(request);
      const connection = new Connection(ws, socket, options);
      connections.add(connection);
      perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
      ws.once('close', () => {
        connections.delete(connection);
        const left = (perAddress.get(address) ?? 1) - 1;
        if (left > 0) perAddress.set(address, left);
        else perAddress.delete(address);
        connection.closed();
      });
      if ((perAddress.get(address) ?? 0) > options.limits.socketsPerAddress) {
        connection.close(closeCodes.tooFast, 'There are too many connections from your address. Trying again.');
      } else if (!originMayConnect(request, options.origins)) {
        connection.close(closeCodes.noAccess);
      } else if (path.startsWith(workshopPath)) {
        connection.listen(decodeURIComponentSafely(path.slice(workshopPath.length)), tokenOf(request));
      } else {
        connection.join(decodeURIComponentSafely(path.slice('/ws/'.length)), tokenOf(request)).catch(options.onError);
      }
    });
  });

  const heartbeat = setInterval(() => {
    for (const connection of connections) connection.beat();
  }, options.limits.heartbeatMs);
  heartbeat.unref();

  return {
    get size() {
      return connections.size;
    },
    closeLinks(hashes, code) {
      for (const connection of connections) {
        if (connection.link !== undefined && hashes.includes(connection.link)) connection.close(code);
      }
    },
    reconsider(designs) {
      for (const connection of connections) connection.reconsider(designs);
    },
    stopReading() {
      accepting = false;
      for (const connection of connections) connection.stopReading();
    },
    async close() {
      accepting = false;
      clearInterval(heartbeat);
      const gone = [...connections].map((connection) => {
        connection.close(closeCodes.unavailable);
        return connection.gone;
      });
      upgrader.close();
      await Promise.all(gone);
    },
  };
}

/** One browser's WebSocket: who it is, how fast it may be, and its seat in a room. */
class Connection implements Member {
  /** The hash of the link that it came by, once it is known to be good. */
  link: string | undefined;
  role: Role = 'viewer';
  because: string | undefined;
  /** Came by a seat in a workshop: what it may do can change. */
  #bySeat = false;
  /** Resolves when the socket is closed. */
  readonly gone: Promise<void>;
  readonly #ws: WebSocket;
  readonly #socket: Duplex;
  readonly #options: SocketOptions;
  readonly #messages: TokenBucket;
  readonly #bytes: TokenBucket;
  #place: { readonly design: string; readonly room: Room; readonly seat: Seat } | undefined;
  #answered = true;
  #missedBeats = 0;
  #closing = false;
  #reading = true;

  constructor(ws: WebSocket, socket: Duplex, options: SocketOptions) {
    const { limits } = options;
    const now = performance.now();
    this.#ws = ws;
    this.#socket = socket;
    this.gone = new Promise((resolve) => ws.once('close', () => resolve()));
    this.#options = options;
    this.#messages = new TokenBucket(limits.messagesPerSecond, limits.messageBurst, now);
    this.#bytes = new TokenBucket(limits.bytesPerSecond, limits.byteBurst, now);
    ws.on('message', (data, isBinary) => this.#receive(data, isBinary));
    ws.on('pong', () => {
      this.#answered = true;
    });
    // What ws reports here (a bad frame, a cut cable) ends in 'close', which is where we tidy up.
    ws.on('error', () => {});
  }

  /** Checks the link, loads the room, and takes a seat. Nothing is read before that, so nothing has to wait in memory. */
  async join(design: string, token: string | undefined): Promise<void> {
    const { journal, rooms, workshops } = this.#options;
    this.#ws.pause();
    try {
      if (!new RegExp(roomPattern).test(design) || (await journal.design(design)) === undefined)
        return this.close(closeCodes.notFound);
      const hash = token === undefined ? undefined : hashOf(token);
      const role = hash === undefined ? undefined : await journal.roleOf(design, hash);
      const right = hash === undefined || role !== undefined ? undefined : workshops.right(design, hash);
      if (role === undefined && right === undefined) return this.close(closeCodes.badToken);
      // In this same turn: a link that is revoked from here on finds this connection by its hash.
      this.link = hash;
      this.role = role ?? right?.role ?? 'viewer';
      this.because = right?.because;
      this.#bySeat = right !== undefined;
      const room = await rooms.open(design);
      const seat = this.#closing ? undefined : room.join(this);
      if (seat === undefined) return void (await rooms.release(design, room));
      this.#place = { design, room, seat };
      // While the room was loaded the group may have been frozen, or the seat moved.
      this.reconsider([design]);
    } catch (error) {
      this.close(error instanceof TooManyRooms ? closeCodes.unavailable : closeCodes.failed);
      if (!(error instanceof TooManyRooms)) throw error;
    } finally {
      if (this.#reading) this.#ws.resume();
    }
  }

  /** What a seat in a workshop allows may have changed. */
  reconsider(designs: readonly string[]): void {
    const place = this.#place;
    if (!this.#bySeat || this.link === undefined || place === undefined || !designs.includes(place.design)) return;
    const right = this.#options.workshops.right(place.design, this.link);
    if (right === undefined)
      return void this.close(closeCodes.noAccess, 'You can’t see this design any more: ask your instructor.');
    const changed = right.role !== this.role;
    this.role = right.role;
    this.because = right.because;
    if (changed) place.room.reconsider(place.seat);
  }

  /** Hears of a workshop instead of a design. */
  listen(workshop: string, token: string | undefined): void {
    this.#options.feed.accept(this.#ws, workshop, token);
  }

  send(frame: Uint8Array, along?: Uint8Array): void {
    if (this.#closing || this.#ws.readyState !== WebSocket.OPEN) return;
    // Past ws, which would make a header for each reader and two pieces of each message. Without compression it sends in the
    // same turn, so that ours and its own frames (pings, the close) never mix.
    this.#socket.write(framed(frame, along));
    if (this.#socket.writableLength > this.#options.limits.bufferedBytes) this.close(closeCodes.tooSlow);
  }

  close(code: CloseCode, sentence: string = closeSentences[code]): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#ws.resume();
    this.#ws.close(code, shortened(sentence));
    // Whoever does not answer the close, or does not read at all, is not waited for.
    setTimeout(() => this.#ws.terminate(), closeMs).unref();
    this.#leave();
  }

  closed(): void {
    this.#closing = true;
    this.#leave();
  }

  stopReading(): void {
    this.#reading = false;
    this.#ws.pause();
  }

  probe(): void {
    if (this.#closing || this.#ws.readyState !== WebSocket.OPEN) return;
    this.#answered = false;
    this.#ws.ping();
    setTimeout(() => {
      if (!this.#answered) this.#ws.terminate();
    }, probeMs).unref();
  }

  /** Every 20 s: a sign of life to the browser, and a question whether it still lives ([P19]). */
  beat(): void {
    if (this.#closing) return;
    this.#missedBeats = this.#answered ? 0 : this.#missedBeats + 1;
    if (this.#missedBeats >= 2) {
      this.#ws.terminate();
      return;
    }
    this.#answered = false;
    this.#ws.ping();
    this.send(encodeHeartbeat());
  }

  #receive(data: RawData, isBinary: boolean): void {
    const place = this.#place;
    if (this.#closing || place === undefined) return;
    this.#answered = true;
    if (!isBinary || !(data instanceof Buffer)) {
      this.close(closeCodes.malformed, 'Messages are binary.');
      return;
    }
    const now = performance.now();
    const isSyncStep1 = data[0] === 0 && data[1] === 0;
    if (!this.#messages.take(isSyncStep1 ? syncStep1Cost : 1, now) || !this.#bytes.take(data.length, now)) {
      this.close(closeCodes.tooFast);
      return;
    }
    place.room.receive(place.seat, data);
  }

  #leave(): void {
    const place = this.#place;
    if (place === undefined) return;
    this.#place = undefined;
    place.room.leave(place.seat);
    this.#options.rooms.release(place.design, place.room).catch(this.#options.onError);
  }
}

/** The token is offered as a subprotocol beside ours ([P2]). */
function tokenOf(request: IncomingMessage): string | undefined {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  const [token, more] = offered.filter((name) => name !== subprotocol);
  return offered.includes(subprotocol) && more === undefined && token !== undefined && new RegExp(tokenPattern).test(token)
    ? token
    : undefined;
}

/**
 * Where somebody comes from. Only a proxy on this machine is believed about it, by the last address that it added.
 */
export function addressOf(request: IncomingMessage): string {
  const direct = request.socket.remoteAddress ?? '';
  const forwarded = request.headers['x-forwarded-for'];
  if (!/^(?:::ffff:)?127\.|^::1$/.test(direct) || forwarded === undefined) return direct;
  return String(forwarded).split(',').at(-1)?.trim() ?? direct;
}

/**
 * Browsers name the page's origin; a page of another site must not act with a link that its reader has open. Programs
 * that are no browsers send none, and have nobody's authority but their token's.
 */
function originMayConnect(request: IncomingMessage, origins: readonly string[] | undefined): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return true;
  if (origins?.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** A close frame has room for 123 bytes of reason. */
function shortened(sentence: string): string {
  let text = sentence;
  while (Buffer.byteLength(text) > 123) text = text.slice(0, -1);
  return text;
}
