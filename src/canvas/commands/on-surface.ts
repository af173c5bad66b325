import { fetchedLater } from '../later.ts';

const fetchKeys = fetchedLater(() => import('../surface/keyboard.ts'));

type Keys = Awaited<ReturnType<typeof fetchKeys>>;

/** Does what a key means on the surface, in the order of the keys; the first one may have to wait for the network. */
export function onSurface(perform: (keys: Keys) => void): void {
  void fetchKeys().then(perform);
}
