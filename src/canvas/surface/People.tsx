import { Suspense, useEffect, useState } from 'react';
import { later } from '../later.ts';
import type { Presence } from '../presence/presence.ts';
import { useStore } from '../store.ts';
import type { Board } from './board.ts';
import { useBoard } from './board-context.ts';

const Others = later(() => import('./Others.tsx'));

/** What the others do, drawn from when the first of them comes; and they are told what is selected here. */
export function People() {
  const board = useBoard();
  const { presence } = board.session;
  return presence ? <Company board={board} presence={presence} /> : null;
}

function Company({ board, presence }: { readonly board: Board; readonly presence: Presence }) {
  const { selection } = board.editor;
  useEffect(() => selection.subscribe(() => presence.setSelection(selection.get())), [selection, presence]);
  const company = useStore(presence.peers).length > 0;
  const [met, setMet] = useState(company);
  // It stays when they leave: it has to take away what it has drawn of them.
  if (company && !met) setMet(true);
  return met ? (
    <Suspense>
      <Others board={board} presence={presence} />
    </Suspense>
  ) : null;
}
