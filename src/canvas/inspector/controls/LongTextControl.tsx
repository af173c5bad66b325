import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import field_ from '../../ui/Field.module.css';
import { joined } from '../../ui/joined.ts';
import { caretAfter, type Delta } from '../caret.ts';
import type { FormField } from '../form.ts';
import { setIn, useForm } from '../form-context.ts';

/** Long text that several people may type into at once: bound to its Y.Text, with the caret kept where it was. */
export function LongTextControl({ field, labelId }: { readonly field: FormField; readonly labelId: string }) {
  const scope = useForm();
  const id = scope.ids[0] as string;
  const area = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<readonly [number, number]>(undefined);
  const text = scope.editor.document.textAt(id, field.path);
  const [shown, setShown] = useState(() => text?.toString() ?? String(field.value));

  const otherwise = text ? undefined : String(field.value);
  useEffect(() => {
    setShown(text?.toString() ?? otherwise ?? '');
    if (!text) return;
    const follow = (event: { readonly delta: unknown; readonly transaction: { readonly local: boolean } }) => {
      const element = area.current;
      if (element && document.activeElement === element && !event.transaction.local) {
        caret.current = [
          caretAfter(element.selectionStart, event.delta as Delta),
          caretAfter(element.selectionEnd, event.delta as Delta),
        ];
      }
      setShown(text.toString());
    };
    text.observe(follow);
    return () => text.unobserve(follow);
  }, [text, otherwise]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the caret is put back when the other text stands there.
  useLayoutEffect(() => {
    if (!caret.current) return;
    area.current?.setSelectionRange(...caret.current);
    caret.current = undefined;
  }, [shown]);

  return (
    <textarea
      ref={area}
      aria-labelledby={labelId}
      className={joined(field_.input, field_.area, field.name === 'text' && field.path.length > 1 && field_.code)}
      rows={field.path.length > 1 ? 8 : 4}
      value={shown}
      readOnly={scope.readOnly}
      spellCheck={field.path.length === 1}
      onChange={(event) => {
        setShown(event.target.value);
        // The document writes only what differs, so what others type before and behind it stays.
        setIn(scope, field.path, event.target.value, true);
      }}
    />
  );
}
