import { Copy, Crosshair, WandSparkles } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { nameOf } from '#model/design.ts';
import { useBench } from '../bench.ts';
import { FaultLine } from '../code/FaultLine.tsx';
import { takeUpText } from '../commands/clipboard.ts';
import { useStore } from '../store.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { withPlaces } from '../unplaced.ts';
import { type CodeEditor, createCodeEditor } from './code-editor.ts';
import { completeSketch } from './complete.ts';
import { words } from './labels.ts';
import styles from './TextPanel.module.css';
import { type Place, type TextState, TextSync } from './text-sync.ts';

const pauseMs = 250;

/** The same design as text, live in both directions. */
export default function TextPanel() {
  const { editor } = useBench().session;
  const parent = useRef<HTMLDivElement>(null);
  const code = useRef<CodeEditor>(undefined);
  const sync = useRef<TextSync>(undefined);
  const [state, setState] = useState<TextState>({ faults: [], places: [], waiting: false, stale: false });
  const [pointed, setPointed] = useState<Place>();
  const readOnly = useStore(editor.readOnly);
  const selection = useStore(editor.selection);
  const places = useRef<readonly Place[]>([]);
  places.current = state.places;

  useEffect(() => {
    if (!parent.current) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      clearTimeout(timer);
      sync.current?.read();
    };
    const view = createCodeEditor({
      parent: parent.current,
      readOnly: editor.readOnly.get(),
      complete: completeSketch(() => editor.document.design),
      typed() {
        clearTimeout(timer);
        timer = setTimeout(read, pauseMs);
        sync.current?.typed();
      },
      pointed(offset) {
        const place = placeAt(places.current, offset);
        setPointed(place);
        if (place) editor.select([place.id]);
      },
      left() {
        read();
        // One's own layout of the text holds while one writes; afterwards it is everybody's again.
        if (!sync.current?.dirty) sync.current?.tidy();
      },
    });
    const next = new TextSync({
      text: () => view.text(),
      show: (text) => view.show(text),
      design: () => editor.document.design,
      perform: (edits) => editor.perform(withPlaces(editor.document.design, edits), { joins: 'text' }),
      makeId: editor.makeId,
      changed(now) {
        view.faults(now.faults);
        setState(now);
      },
    });
    code.current = view;
    sync.current = next;
    next.start();
    next.designChanged();
    const unsubscribe = editor.design.subscribe(() => next.designChanged());
    return () => {
      read();
      unsubscribe();
      view.destroy();
    };
  }, [editor]);

  useEffect(() => code.current?.setReadOnly(readOnly), [readOnly]);
  useEffect(() => {
    code.current?.mark(state.places.filter((place) => selection.has(place.id)));
  }, [selection, state.places]);

  const [fault] = state.faults;
  return (
    <div className={styles.panel}>
      <div className={styles.tools}>
        <Button
          size="s"
          icon={Copy}
          onPress={() => {
            const done = takeUpText(code.current?.text() ?? '');
            editor.toast({ tone: done ? 'ok' : 'info', sentence: done ? words.copied : words.copyByHand });
          }}
        >
          {words.copy}
        </Button>
        {!readOnly && <IconButton label={words.tidy} icon={WandSparkles} size="s" onPress={() => sync.current?.tidy()} />}
        {pointed && selection.has(pointed.id) && (
          <Button
            size="s"
            tone="quiet"
            icon={Crosshair}
            className={styles.show}
            onPress={() => editor.view.get()?.reveal([pointed.id])}
          >
            {nameOf(editor.design.get(), pointed.id)}
          </Button>
        )}
      </div>
      <div ref={parent} className={styles.code} />
      <FaultLine fault={fault} onGo={() => fault && code.current?.goTo(fault.from)}>
        {state.stale ? words.stale : state.waiting ? words.typing : words.same}
      </FaultLine>
    </div>
  );
}

/** The innermost record whose statement holds an offset. */
function placeAt(places: readonly Place[], offset: number): Place | undefined {
  let best: Place | undefined;
  for (const place of places) {
    if (offset < place.from || offset > place.to) continue;
    if (!best || place.to - place.from < best.to - best.from) best = place;
  }
  return best;
}
