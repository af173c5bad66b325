import { createEditor } from '#canvas/editor.ts';
import { createChecking } from '#canvas/findings/create-checking.ts';
import { rememberedMe } from '#canvas/people/me.ts';
import { createPresence } from '#canvas/presence/presence.ts';
import { rememberIds } from '#canvas/remembered.ts';
import type { Session } from '#canvas/session.ts';
import { createStore, type Store } from '#canvas/store.ts';
import { openRoom, type Room } from '#connection/room.ts';
import { exerciseOf } from '#document/whole.ts';
import type { Role } from '#wire/roles.ts';
import type { ExerciseInfo } from '#workshop/exercises.ts';
import { type DesignLink, socketAddress } from '#workshop/links.ts';
import type { Recents } from '#workshop/recents.ts';

/** How far the opening of a design has come. */
export type OpenState =
  | { readonly step: 'opening' }
  /** The server can't be reached, and nothing is kept on this device: tried again until it can. */
  | { readonly step: 'waiting' }
  | { readonly step: 'refused'; readonly sentence: string }
  | { readonly step: 'open'; readonly session: Session; readonly role: Role; readonly exercise: ExerciseInfo | undefined };

export interface OpenDesign {
  readonly state: Store<OpenState>;
  close(): void;
}

export interface OpenOptions {
  readonly link: DesignLink;
  readonly recents: Recents;
  readonly open?: typeof openRoom;
  readonly loadExercise?: (id: string) => Promise<ExerciseInfo | undefined>;
  readonly now?: () => number;
}

/**
 * Opens a design's room and, once its content is there, makes the session of its page: editor, presence, checking.
 * When the room starts afresh after a refusal, all of them move to the new document.
 */
export function openDesign({ link, recents, open = openRoom, loadExercise = infoOf, now = Date.now }: OpenOptions): OpenDesign {
  const state = createStore<OpenState>({ step: 'opening' });
  const room = open({ server: socketAddress(location), room: link.design, token: link.token });
  const rememberedRole = recents.list.get().find((recent) => recent.design === link.design && recent.token === link.token)?.role;
  const endings: (() => void)[] = [];
  let begun = false;
  let closed = false;

  const begin = async () => {
    if (begun) return;
    begun = true;
    const exercise = await exerciseFor(room, loadExercise);
    if (closed) return;
    const role = () => room.status.role ?? rememberedRole ?? 'editor';
    const editor = createEditor(room.doc, { readOnly: role() === 'viewer', palette: exercise?.palette });
    rememberIds(`collapsed.${link.design}`, editor.collapsed);
    const presence = createPresence(room.awareness, rememberedMe());
    const checking = createChecking(
      editor,
      exercise ? { rules: exercise.rules, settings: exercise.settings, hidden: exercise.findings === 'hidden' } : {},
    );
    const session: Session = { editor, presence, room, checking };
    const show = () => state.set({ step: 'open', session, role: role(), exercise });
    const remember = () => {
      const title = editor.document.design.title;
      document.title = title === '' ? 'Millrace' : `${title} – Millrace`;
      recents.put({ ...link, title, role: role(), at: now() });
    };
    let title = editor.document.design.title;
    endings.push(
      editor.design.subscribe(() => {
        if (editor.document.design.title === title) return;
        title = editor.document.design.title;
        remember();
      }),
      room.onRebuilt((doc, awareness) => {
        editor.rebind(doc);
        presence.rebind(awareness);
      }),
      room.subscribe(() => {
        editor.readOnly.set(role() === 'viewer');
        const shown = state.get();
        if (shown.step === 'open' && shown.role !== role()) {
          show();
          remember();
        }
      }),
      onLeave(() => presence.setDrag(undefined)),
      () => {
        checking.destroy();
        presence.destroy();
        editor.destroy();
      },
    );
    remember();
    show();
  };

  const look = () => {
    const { synced, refusal, link: connection } = room.status;
    if (synced) void begin();
    else if (refusal?.final && !begun) state.set({ step: 'refused', sentence: refusal.sentence });
    else if (!begun) state.set(connection === 'offline' ? waiting : opening);
  };
  endings.push(room.subscribe(look));
  look();

  return {
    state,
    close() {
      closed = true;
      document.title = 'Millrace';
      for (const end of endings) end();
      room.close();
    },
  };
}

const opening: OpenState = { step: 'opening' };
const waiting: OpenState = { step: 'waiting' };

async function exerciseFor(
  room: Room,
  load: (id: string) => Promise<ExerciseInfo | undefined>,
): Promise<ExerciseInfo | undefined> {
  const id = exerciseOf(room.doc);
  if (id === undefined) return undefined;
  try {
    return await load(id);
  } catch {
    // The brief is a help, not a condition: without it the design opens all the same.
    return undefined;
  }
}

async function infoOf(id: string): Promise<ExerciseInfo | undefined> {
  return (await import('#workshop/exercises.ts')).exerciseInfo(id);
}

/** When the page is hidden or left: a drag that is under way ends for the others too. */
function onLeave(leave: () => void): () => void {
  const hidden = () => document.visibilityState === 'hidden' && leave();
  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', hidden);
  return () => {
    removeEventListener('pagehide', leave);
    document.removeEventListener('visibilitychange', hidden);
  };
}
