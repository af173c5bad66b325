import { type Awareness, applyAwarenessUpdate } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { isFinal } from '#wire/close-codes.ts';
import { decode, encodePresenceEntries, messageNumbers, type Notice, type PresenceEntry } from '#wire/messages.ts';
import { subprotocol } from '#wire/roles.ts';
import { countingSocket, type SocketHooks } from './socket.ts';

export interface ProviderEvents extends SocketHooks {
  /** A socket is open. The server has not said yet whether it lets us in. */
  opened(): void;
  /** The document has everything that the server had when it answered. */
  synced(): void;
  notice(notice: Notice): void;
  acknowledged(count: number): void;
  /** The connection ended, or could not be made. It is tried again unless the code is final. */
  dropped(code: number | undefined, reason: string): void;
}

export interface ProviderOptions {
  readonly server: string;
  readonly room: string;
  readonly token: string;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly events: ProviderEvents;
}

/**
 * y-websocket's provider with our protocol on top (src/wire/PROTOCOL.md). It connects when `connect()` is called; the
 * events of the first connection therefore never come before the caller has it.
 */
export function makeProvider({ server, room, token, doc, awareness, events }: ProviderOptions): WebsocketProvider {
  const provider = new WebsocketProvider(server, room, doc, {
    connect: false,
    awareness,
    protocols: [subprotocol, token],
    // Other tabs of this browser are in the room by themselves; between tabs nothing is checked or acknowledged.
    disableBc: true,
    WebSocketPolyfill: countingSocket(globalThis.WebSocket, events),
    shouldReconnect: ({ code }) => !isFinal(code),
  });

  provider.messageHandlers[messageNumbers.presence] = (_encoder, decoder) => {
    const read = decode(decoder.arr);
    if (read.ok && read.value.type === 'presence') {
      applyAwarenessUpdate(awareness, encodePresenceEntries(read.value.entries.filter(hasReadableState)), provider);
    }
  };
  const listen: WebsocketProvider['messageHandlers'][number] = (_encoder, decoder) => {
    const read = decode(decoder.arr);
    // A notice of a newer server that this page does not know is not worth a word.
    if (!read.ok) return;
    if (read.value.type === 'acknowledged') events.acknowledged(read.value.count);
    else if (read.value.type === 'notice') events.notice(read.value.notice);
  };
  for (const number of [messageNumbers.acknowledged, messageNumbers.notice, messageNumbers.heartbeat]) {
    provider.messageHandlers[number] = listen;
  }

  // The stock handler sends every change of the table, also the ones that the provider itself has just received: with 15
  // people everything would travel 15 times. Only one's own presence is one's to tell.
  awareness.off('update', provider._awarenessUpdateHandler);
  const tellOwn = ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>) => {
    const own = awareness.clientID;
    if ([...added, ...updated, ...removed].includes(own)) {
      provider._awarenessUpdateHandler({ added: [], updated: [own], removed: [] }, 'local');
    }
  };
  awareness.on('update', tellOwn);
  provider.on('status', ({ status }) => {
    if (status !== 'connected') return;
    events.opened();
    // The others remember our last clock and would take us for old news for up to 18 s ([P7]).
    awareness.setLocalState(awareness.getLocalState());
  });
  provider.on('sync', (state) => {
    if (state) events.synced();
  });
  provider.on('connection-close', (event) => events.dropped(event?.code, event?.reason ?? ''));

  const destroy = provider.destroy.bind(provider);
  provider.destroy = () => {
    destroy();
    awareness.off('update', tellOwn);
  };
  return provider;
}

/** The server passes presence on unread: it may be anything. One entry that can't be read must not cost the others. */
function hasReadableState({ state }: PresenceEntry): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(state));
    return typeof value === 'object' && !Array.isArray(value);
  } catch {
    return false;
  }
}
