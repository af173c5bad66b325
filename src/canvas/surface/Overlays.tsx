import { Suspense } from 'react';
import { later } from '../later.ts';
import { type Store, useStore } from '../store.ts';
import { useBoard } from './board-context.ts';
import { Handles } from './Handles.tsx';
import { Minimap } from './Minimap.tsx';
import { People } from './People.tsx';
import { Picker } from './Picker.tsx';
import { Renamer } from './Renamer.tsx';

const Collapsers = later(() => import('./Collapsers.tsx'));
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
      <Picker />
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
