import { Suspense } from 'react';
import { later } from '../later.ts';
import { type Store, useStore } from '../store.ts';
import { useBoard } from './board-context.ts';
import { Handles } from './Handles.tsx';
import { Minimap } from './Minimap.tsx';
import { People } from './People.tsx';
import { Renamer } from './Renamer.tsx';

const Collapsers = later(() => import('./Collapsers.tsx'));
const Picker = later(() => import('./Picker.tsx'));
const NoticeBubble = later(() => import('./NoticeBubble.tsx'));

/** Everything that stands over the drawing in screen pixels. */
export function Overlays({ minimap }: { readonly minimap: Store<boolean | undefined> | undefined }) {
  return (
    <>
      <Handles />
      <Suspense>
        <Collapsers board={useBoard()} />
      </Suspense>
      <People />
      <Minimap shown={minimap} />
      <Renamer />
      <Notice />
      <Asked />
    </>
  );
}

function Notice() {
  return useStore(useBoard().notice) ? (
    <Suspense>
      <NoticeBubble />
    </Suspense>
  ) : null;
}

function Asked() {
  return useStore(useBoard().editor.picker) ? (
    <Suspense>
      <Picker />
    </Suspense>
  ) : null;
}
