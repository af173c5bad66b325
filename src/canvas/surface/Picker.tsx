import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { nameOf } from '#model/design.ts';
import type { PickerRequest } from '../editor.ts';
import { useStore } from '../store.ts';
import { Glyph } from '../ui/Glyph.tsx';
import type { Board } from './board.ts';
import { useBoard } from './board-context.ts';
import { labels } from './labels.ts';
import { offersOf } from './offers.ts';
import styles from './Picker.module.css';
import { take } from './picking.ts';

/** What shall stand there? Opens where a line was dropped or something is to be added; typing narrows the list. */
export default function Picker() {
  const board = useBoard();
  const request = useStore(board.editor.picker);
  if (!request || !board.mayEdit) return null;
  return <PickerList key={`${request.at.join()} ${request.from?.id ?? ''}`} board={board} request={request} />;
}

function PickerList({ board, request }: { readonly board: Board; readonly request: PickerRequest }) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const { design } = board.scene;
  const offers = useMemo(() => offersOf(design, request, typed, board.editor.palette), [board, design, request, typed]);
  const current = Math.min(at, offers.length - 1);
  useEffect(() => {
    if (current >= 0) list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const rect = board.root?.getBoundingClientRect();
  const [width, height] = board.size.get();
  const x = Math.min(Math.max(8, request.screen[0] - (rect?.left ?? 0) + 6), Math.max(8, width - 312));
  const y = Math.min(Math.max(8, request.screen[1] - (rect?.top ?? 0) - 18), Math.max(8, height - 336));
  const close = () => {
    board.editor.picker.set(undefined);
    board.view.focus();
  };
  const choose = (index: number) => {
    const offer = offers[index];
    if (!offer) return;
    board.editor.picker.set(undefined);
    take(board, request, offer);
  };
  const title = request.from ? labels.pickerConnect(nameOf(design, request.from.id)) : labels.picker;
  let group = '';
  return (
    <div
      className={styles.picker}
      style={{ left: x, top: y }}
      role="dialog"
      aria-label={title}
      data-control=""
      data-scrolls=""
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget) && document.hasFocus()) board.editor.picker.set(undefined);
      }}
    >
      <input
        className={styles.field}
        // biome-ignore lint/a11y/noAutofocus: the picker is opened to be typed into
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={current >= 0 ? `${id}-${current}` : undefined}
        aria-label={title}
        placeholder={labels.pickerPlaceholder}
        value={typed}
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
          if (by !== 0 && offers.length > 0) setAt((current + by + offers.length) % offers.length);
          else if (event.key === 'Enter') choose(current);
          else if (event.key === 'Escape') close();
          else return;
          event.preventDefault();
        }}
      />
      <div ref={list} id={id} role="listbox" aria-label={title} className={styles.list}>
        {offers.length === 0 && <div className={styles.nothing}>{labels.pickerNothing}</div>}
        {offers.map((offer, i) => {
          const heading = offer.group !== group && offers.some((each) => each.group !== offer.group) ? offer.group : '';
          group = offer.group;
          return (
            <div key={offer.key} role="presentation">
              {heading !== '' && (
                <div className={styles.group} role="presentation">
                  {heading}
                </div>
              )}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus */}
              {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
              <div
                id={`${id}-${i}`}
                role="option"
                aria-selected={i === current}
                className={styles.option}
                onPointerMove={() => setAt(i)}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => choose(i)}
              >
                <Glyph kind={offer.kind} props={offer.props} />
                <span className={styles.label}>{offer.label}</span>
                {offer.hint !== '' && <span className={styles.hint}>{offer.hint}</span>}
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
}
