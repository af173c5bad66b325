import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { Stencil } from '../editor.ts';
import { useEditor } from '../session.ts';
import { groupsOnOffer } from '../stencils.ts';
import { useStore } from '../store.ts';
import { Glyph } from '../ui/Glyph.tsx';
import { tip } from '../ui/tip.ts';
import { words } from './labels.ts';
import styles from './Palette.module.css';
import { placeInMiddle } from './place.ts';

/** What a drag out of the palette carries: the id of a stencil. */
export const stencilType = 'application/x-millrace-stencil';

/** One Tab stop; arrows move in it. Beside the canvas on wide windows, a strip below it on narrow ones. */
export function Palette({ strip }: { readonly strip: boolean }) {
  const editor = useEditor();
  const placing = useStore(editor.placing);
  const readOnly = useStore(editor.readOnly);
  const groups = useMemo(() => groupsOnOffer(editor.palette), [editor]);
  const stencils = groups.flatMap((group) => group.stencils);
  const [current, setCurrent] = useState(stencils[0]?.id);
  const root = useRef<HTMLDivElement>(null);

  const walk = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const end = { Home: 0, End: stencils.length - 1 }[event.key];
    if (by === undefined && end === undefined) return;
    event.preventDefault();
    const at = stencils.findIndex((stencil) => stencil.id === current);
    const next = stencils[end ?? Math.max(0, Math.min(stencils.length - 1, at + (by ?? 0)))];
    if (!next) return;
    setCurrent(next.id);
    root.current?.querySelector<HTMLElement>(`[data-stencil="${next.id}"]`)?.focus();
  };
  const toggle = (stencil: Stencil) => {
    const on = placing?.id !== stencil.id;
    editor.placing.set(on ? stencil : undefined);
    if (on) editor.say(words.placing(stencil.label));
  };
  const place = (stencil: Stencil) => {
    if (placeInMiddle(editor, stencil) !== undefined) editor.say(words.placed(stencil.label));
  };

  if (readOnly) return null;
  return (
    <aside aria-label={words.title} className={strip ? styles.strip : styles.palette}>
      <div
        ref={root}
        role="toolbar"
        aria-label={words.how}
        aria-orientation={strip ? 'horizontal' : 'vertical'}
        className={styles.items}
        onKeyDown={walk}
      >
        {groups.map((group) => (
          <fieldset key={group.label} aria-label={group.label} className={styles.group}>
            <div className={styles.heading} aria-hidden>
              {group.label}
            </div>
            {group.stencils.map((stencil) => (
              // biome-ignore lint/a11y/useSemanticElements: Firefox lets nobody drag a <button>.
              <div
                key={stencil.id}
                {...tip(stencil.hint, { keys: stencil.key, side: strip ? 'top' : 'right' })}
                role="button"
                tabIndex={stencil.id === current ? 0 : -1}
                data-stencil={stencil.id}
                aria-pressed={placing?.id === stencil.id}
                aria-keyshortcuts={stencil.key}
                className={styles.item}
                draggable
                onDragStart={(event) => {
                  event.dataTransfer.setData(stencilType, stencil.id);
                  event.dataTransfer.effectAllowed = 'copy';
                  editor.placing.set(undefined);
                  editor.dragged.set(stencil);
                }}
                onDragEnd={() => editor.dragged.set(undefined)}
                onFocus={() => setCurrent(stencil.id)}
                onClick={() => toggle(stencil)}
                onDoubleClick={() => place(stencil)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') {
                    event.preventDefault();
                    place(stencil);
                  } else if (event.key === ' ') {
                    event.preventDefault();
                    toggle(stencil);
                  }
                }}
              >
                <Glyph kind={stencil.kind} props={stencil.props} />
                <span className={styles.label}>{stencil.label}</span>
                {stencil.key && <span className={styles.key}>{stencil.key}</span>}
              </div>
            ))}
          </fieldset>
        ))}
      </div>
    </aside>
  );
}
