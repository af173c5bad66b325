import { createContext, useContext } from 'react';
import type { Room } from '#connection/room.ts';
import type { Editor } from './editor.ts';
import type { Checking } from './findings/checking.ts';
import type { Presence } from './presence/presence.ts';

/** What the components of one screen share: handed down by context, so that a page can hold several designs. */
export interface Session {
  readonly editor: Editor;
  /** Undefined where nobody else can be (a file that was opened, a snapshot). */
  readonly presence: Presence | undefined;
  readonly room: Room | undefined;
  /** Undefined where nothing is checked. */
  readonly checking: Checking | undefined;
}

const context = createContext<Session | undefined>(undefined);

export const SessionProvider = context.Provider;

export function useSession(): Session {
  const session = useContext(context);
  if (!session) throw new Error('Millrace made a mistake: a canvas component outside of a session');
  return session;
}

export function useEditor(): Editor {
  return useSession().editor;
}
