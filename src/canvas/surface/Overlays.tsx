import type { Store } from '../store.ts';
import { Handles } from './Handles.tsx';
import { Minimap } from './Minimap.tsx';
import { NoticeBubble } from './NoticeBubble.tsx';
import { People } from './People.tsx';
import { Picker } from './Picker.tsx';
import { Renamer } from './Renamer.tsx';

/** Everything that stands over the drawing in screen pixels. */
export function Overlays({ minimap }: { readonly minimap: Store<boolean | undefined> | undefined }) {
  return (
    <>
      <Handles />
      <People />
      <Minimap shown={minimap} />
      <Renamer />
      <NoticeBubble />
      <Picker />
    </>
  );
}
