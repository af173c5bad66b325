import { useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { parseSketch } from '#model/sketch/parse.ts';
import { paste } from '../actions/copy.ts';
import { useBench } from '../bench.ts';
import type { TemplateInfo, TemplateSource } from '../page.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { placed } from '../unplaced.ts';
import { templates as words } from './about-labels.ts';
import styles from './Dialogs.module.css';

/** Small designs to begin with: added to the canvas as one step that can be undone. */
export default function TemplatesDialog({ source, onClose }: { readonly source: TemplateSource; readonly onClose: () => void }) {
  const { editor } = useBench().session;
  const [list, setList] = useState<readonly TemplateInfo[]>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let wanted = true;
    source.list().then(
      (found) => wanted && setList(found),
      () => wanted && setError(words.failed),
    );
    return () => {
      wanted = false;
    };
  }, [source]);

  const use = async ({ id, title }: TemplateInfo) => {
    setBusy(true);
    try {
      const read = parseSketch(await source.sketchOf(id));
      if (!read.ok) {
        setError(words.unreadable);
        return;
      }
      const design = editor.document.design;
      const { edits } = paste(design, placed(read.value), editor.makeId);
      const name = read.value.title || title;
      editor.perform([...edits, ...(design.title === '' ? [{ op: 'describe', what: 'title', text: name } as const] : [])]);
      onClose();
      requestAnimationFrame(() => editor.view.get()?.fit());
      editor.say(words.placed(title));
    } catch {
      setError(words.failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={words.title} isOpen onClose={onClose} size="l">
      {error && <p role="alert">{error}</p>}
      {!list && !error && <p>{words.loading}</p>}
      {editor.document.design.elements.size > 0 && <p className={styles.help}>{words.add}</p>}
      <ul className={styles.templates}>
        {list?.map((template) => (
          <li key={template.id}>
            <AriaButton className={styles.template as string} isDisabled={busy} onPress={() => void use(template)}>
              <strong>{template.title}</strong>
              <span>{template.summary}</span>
            </AriaButton>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
