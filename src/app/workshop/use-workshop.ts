import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { createStore, type Store, useStore } from '#canvas/store.ts';
import { roomPattern, tokenPattern } from '#wire/roles.ts';
import { createWorkshopApi, type WorkshopLink } from '#workshop/room/workshop-api.ts';
import { openWorkshop, type WorkshopClient, type WorkshopState } from '#workshop/room/workshop-client.ts';

export const workshopApi = createWorkshopApi();

/** The link of this page's own address, if it has a whole one. */
export function useWorkshopLink(workshop: string): WorkshopLink | undefined {
  const hash = useSyncExternalStore(
    (listener) => {
      addEventListener('hashchange', listener);
      return () => removeEventListener('hashchange', listener);
    },
    () => location.hash,
    () => '',
  );
  const token = hash.slice(1);
  return useMemo(
    () => (new RegExp(roomPattern).test(workshop) && new RegExp(tokenPattern).test(token) ? { workshop, token } : undefined),
    [workshop, token],
  );
}

const opening: Store<WorkshopState> = createStore<WorkshopState>({ step: 'opening' });

/** The workshop that a link opens, followed as long as the page shows it, and the last refusal. */
export function useWorkshop(link: WorkshopLink): {
  readonly client: WorkshopClient | undefined;
  readonly state: WorkshopState;
  readonly refusal: string | undefined;
  readonly clearRefusal: () => void;
} {
  const [client, setClient] = useState<WorkshopClient>();
  const [refusal, setRefusal] = useState<string>();
  useEffect(() => {
    const next = openWorkshop(link, { api: workshopApi, onRefused: setRefusal });
    setClient(next);
    return () => next.close();
  }, [link]);
  const state = useStore(client?.state ?? opening);
  return { client, state, refusal, clearRefusal: () => setRefusal(undefined) };
}

/** The server's clock, a few times a second, for timers that everybody sees alike. */
export function useNow(client: WorkshopClient | undefined): number {
  const [now, setNow] = useState(() => client?.now() ?? 0);
  useEffect(() => {
    const tick = () => setNow(client?.now() ?? 0);
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [client]);
  return now;
}
