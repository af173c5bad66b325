import { readRemembered, remember } from '#canvas/remembered.ts';
import { createStore, type Store } from '#canvas/store.ts';
import { type Role, roles, roomPattern, tokenPattern } from '#wire/roles.ts';

/** A design that was open on this device. The token is what lets this device in again. */
export interface Recent {
  readonly design: string;
  readonly token: string;
  readonly title: string;
  readonly role: Role;
  /** When it was last open here, in milliseconds since 1970. */
  readonly at: number;
}

const key = 'recents';
const longest = 12;

export function readRecents(kept: string | undefined): readonly Recent[] {
  try {
    const read: unknown = JSON.parse(kept ?? '[]');
    return Array.isArray(read) ? read.filter(isRecent).slice(0, longest) : [];
  } catch {
    return [];
  }
}

function isRecent(value: unknown): value is Recent {
  if (typeof value !== 'object' || value === null) return false;
  const recent = value as Partial<Record<keyof Recent, unknown>>;
  return (
    typeof recent.design === 'string' &&
    new RegExp(roomPattern).test(recent.design) &&
    typeof recent.token === 'string' &&
    new RegExp(tokenPattern).test(recent.token) &&
    typeof recent.title === 'string' &&
    (roles as readonly unknown[]).includes(recent.role) &&
    typeof recent.at === 'number'
  );
}

/** The newest first; one entry a design, with the link that allows most. */
export function withRecent(list: readonly Recent[], recent: Recent): readonly Recent[] {
  const known = list.find((each) => each.design === recent.design);
  const better =
    known && roles.indexOf(known.role) < roles.indexOf(recent.role)
      ? { ...recent, role: known.role, token: known.token }
      : recent;
  return [better, ...list.filter((each) => each.design !== recent.design)].slice(0, longest);
}

export interface Recents {
  readonly list: Store<readonly Recent[]>;
  put(recent: Recent): void;
  forget(design: string): void;
}

/** Kept on this device only; where storage is switched off, for this visit. */
export function createRecents(): Recents {
  const list = createStore(readRecents(readRemembered(key)));
  const save = (next: readonly Recent[]) => {
    list.set(next);
    remember(key, JSON.stringify(next));
  };
  return {
    list,
    // Other tabs write too: what they kept is read again first.
    put: (recent) => save(withRecent(current(list), recent)),
    forget: (design) => save(current(list).filter((each) => each.design !== design)),
  };
}

function current(list: Store<readonly Recent[]>): readonly Recent[] {
  const kept = readRemembered(key);
  return kept === undefined ? list.get() : readRecents(kept);
}
