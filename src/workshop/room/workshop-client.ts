import { createStore, type Store } from '#canvas/store.ts';
import { isFinal } from '#wire/close-codes.ts';
import { subprotocol } from '#wire/roles.ts';
import type { Told, WorkshopCommand, WorkshopView } from '#wire/workshop.ts';
import { socketAddress } from '../links.ts';
import type { WorkshopApi, WorkshopLink } from './workshop-api.ts';

export type WorkshopState =
  | { readonly step: 'opening' }
  /** Gone, or not for this person any more. */
  | { readonly step: 'refused'; readonly sentence: string }
  | { readonly step: 'open'; readonly view: WorkshopView; readonly online: boolean };

/** One workshop as this window is told of it. */
export interface WorkshopClient {
  readonly state: Store<WorkshopState>;
  /** Where the server's clock stands now, in milliseconds. */
  now(): number;
  /** Asks for something; a refusal is handed to `onRefused`. */
  ask(command: WorkshopCommand): Promise<boolean>;
  close(): void;
}

export interface ClientOptions {
  readonly api: WorkshopApi;
  readonly onRefused?: (sentence: string) => void;
  readonly connect?: (address: string, protocols: string[]) => WebSocket;
  readonly clock?: () => number;
}

/** After so many sockets that never opened, news are asked for over plain HTTP: some networks let no WebSocket through. */
const patience = 2;
const retryMs = 2_000;
/** Longer than the server's own silence: a window that slept looks for itself. */
const quietMs = 60_000;

export function openWorkshop(link: WorkshopLink, options: ClientOptions): WorkshopClient {
  const { api, onRefused, connect = (address, protocols) => new WebSocket(address, protocols), clock = Date.now } = options;
  const state = createStore<WorkshopState>({ step: 'opening' });
  let version = 0;
  let ahead = 0;
  let closed = false;
  let failures = 0;
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hear = ({ version: next, now, view }: Told) => {
    if (next < version) return;
    version = next;
    ahead = now - clock();
    state.set({ step: 'open', view, online: true });
  };
  const away = () => {
    const shown = state.get();
    if (shown.step === 'open' && shown.online) state.set({ ...shown, online: false });
  };
  const refuse = (sentence: string) => {
    closed = true;
    state.set({ step: 'refused', sentence });
  };
  const later = (run: () => void, ms = retryMs) => {
    clearTimeout(timer);
    timer = closed
      ? undefined
      : setTimeout(() => {
          timer = undefined;
          run();
        }, ms);
  };

  const open = () => {
    if (closed) return;
    let opened = false;
    const ws = connect(`${socketAddress(location)}/workshop/${link.workshop}`, [subprotocol, link.token]);
    socket = ws;
    ws.binaryType = 'arraybuffer';
    ws.onmessage = ({ data }) => {
      opened = true;
      failures = 0;
      // What is binary is only a sign of life.
      if (typeof data === 'string') hear(JSON.parse(data) as Told);
    };
    ws.onclose = ({ code, reason }) => {
      if (closed || socket !== ws) return;
      if (isFinal(code)) return refuse(reason);
      away();
      if (!opened) failures++;
      // The server may simply be restarting: the first news over HTTP says whether sockets are to be tried again.
      later(failures >= patience ? poll : open);
    };
  };
  const poll = async () => {
    if (closed) return;
    const told = await api.state(link, state.get().step === 'open' ? version : undefined);
    if (closed) return;
    if (told.ok) {
      hear(told.value);
      later(poll, 0);
    } else {
      away();
      later(open);
    }
  };
  const wake = () => {
    if (document.visibilityState === 'visible' && socket?.readyState === WebSocket.CLOSED && timer === undefined) open();
  };
  document.addEventListener('visibilitychange', wake);
  const watch = setInterval(wake, quietMs);
  open();

  return {
    state,
    now: () => clock() + ahead,
    async ask(command) {
      const done = await api.command(link, command);
      if (!done.ok) onRefused?.(done.faults[0]?.message ?? '');
      return done.ok;
    },
    close() {
      closed = true;
      clearTimeout(timer);
      clearInterval(watch);
      document.removeEventListener('visibilitychange', wake);
      socket?.close();
    },
  };
}
