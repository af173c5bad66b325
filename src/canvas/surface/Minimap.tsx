import { Map as MapIcon, X } from 'lucide-react';
import { Suspense, useMemo } from 'react';
import { later } from '../later.ts';
import { createStore, type Store, useStore } from '../store.ts';
import { useBoard } from './board-context.ts';
import { labels } from './labels.ts';
import styles from './Minimap.module.css';

const MapView = later(() => import('./MapView.tsx'));

const byDefaultFrom = 30;

/** The whole design in small, in a corner. */
export function Minimap({ shown }: { readonly shown: Store<boolean | undefined> | undefined }) {
  const board = useBoard();
  const own = useMemo(() => createStore<boolean | undefined>(undefined), []);
  const store = shown ?? own;
  const chosen = useStore(store);
  const design = useStore(board.editor.design);
  const visible = chosen ?? design.elements.size >= byDefaultFrom;
  if (design.elements.size === 0) return null;
  return (
    <div className={styles.corner} data-control="">
      {visible && (
        <Suspense fallback={<div className={styles.map} />}>
          <MapView board={board} />
        </Suspense>
      )}
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={visible}
        aria-label={visible ? labels.hideMinimap : labels.showMinimap}
        title={visible ? labels.hideMinimap : labels.showMinimap}
        onClick={() => store.set(!visible)}
      >
        {visible ? <X size={14} /> : <MapIcon size={16} />}
      </button>
    </div>
  );
}
