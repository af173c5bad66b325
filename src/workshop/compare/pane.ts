import { createEditor } from '#canvas/editor.ts';
import { readDesign, refusal } from '#canvas/files/read-file.ts';
import { createChecking } from '#canvas/findings/create-checking.ts';
import type { Session } from '#canvas/session.ts';
import { createStore, type Store } from '#canvas/store.ts';
import { placed } from '#canvas/unplaced.ts';
import { openRoom, type Room } from '#connection/room.ts';
import { docFrom, docOf } from '#document/whole.ts';
import type { Api } from '../api.ts';
import { socketAddress } from '../links.ts';
import { words } from './labels.ts';
import { keyOf, type Source } from './sources.ts';

export type PaneState =
  | { readonly step: 'opening' }
  /** Refused for good; the other panes go on. */
  | { readonly step: 'failed'; readonly sentence: string }
  | { readonly step: 'open'; readonly session: Session };

/** One design of the comparison: opened from its source, to be looked at only. */
export interface Pane {
  readonly key: string;
  readonly source: Source;
  readonly state: Store<PaneState>;
  close(): void;
}

type Doc = Parameters<typeof createEditor>[0];

export interface PaneOptions {
  readonly api: Pick<Api, 'snapshot'>;
  readonly open?: typeof openRoom;
}

/** Opens a source. Whatever goes wrong becomes the pane's state, in one sentence. */
export function openPane(source: Source, { api, open = openRoom }: PaneOptions): Pane {
  const state = createStore<PaneState>({ step: 'opening' });
  const endings: (() => void)[] = [];
  let closed = false;
  const show = (doc: Doc) => {
    const editor = createEditor(doc, { readOnly: true });
    const checking = createChecking(editor);
    endings.push(() => {
      checking.destroy();
      editor.destroy();
    });
    // Neither presence nor room: the pane is no person in the design, and nothing of it can be saved.
    state.set({ step: 'open', session: { editor, presence: undefined, room: undefined, checking } });
    return editor;
  };
  const fail = (sentence: string) => state.set({ step: 'failed', sentence });

  switch (source.kind) {
    case 'room': {
      const room = open({ server: socketAddress(location), room: source.link.design, token: source.link.token, offline: false });
      // Who only looks at a pane is nobody in that design.
      room.awareness.setLocalState(null);
      endings.push(() => room.close(), follow(room, show, fail));
      break;
    }
    case 'snapshot':
      void api.snapshot(source.link, source.id).then((read) => {
        if (closed) return;
        const doc = read.ok ? docFrom(read.value) : undefined;
        if (doc) show(doc);
        else fail(read.ok ? words.strangeVersion(source.name) : (read.faults[0]?.message ?? ''));
      });
      break;
    case 'file':
      void readDesign(source.name, source.text).then((read) => {
        if (closed) return;
        if (read.ok) show(docOf(placed(read.value)));
        else fail(refusal(source.name, read));
      });
  }
  return {
    key: keyOf(source),
    source,
    state,
    close() {
      closed = true;
      // The room goes last: what looks at its document lets go of it first.
      for (const end of endings.reverse()) end();
    },
  };
}

/** Shows a room's document once it is there, and follows it when it is replaced. */
function follow(room: Room, show: (doc: Doc) => { rebind(doc: Doc): void }, fail: (sentence: string) => void): () => void {
  let editor: { rebind(doc: Doc): void } | undefined;
  const look = () => {
    const { synced, refusal } = room.status;
    if (synced) editor ??= show(room.doc);
    else if (refusal?.final && !editor) fail(refusal.sentence);
  };
  const stops = [room.subscribe(look), room.onRebuilt((doc) => editor?.rebind(doc))];
  look();
  return () => {
    for (const stop of stops) stop();
  };
}
