import { X } from 'lucide-react';
import { useEffect } from 'react';
import type { Editor, Toast } from '../editor.ts';
import { useStore } from '../store.ts';
import { Button, IconButton } from './Button.tsx';
import { words } from './labels.ts';
import styles from './Toasts.module.css';

const staysMs = 6_000;

/** Messages of the editor, at the lower edge; the newest stands lowest. Screen readers hear them through `say`. */
export function Toasts({ editor }: { readonly editor: Pick<Editor, 'toasts' | 'dismiss'> }) {
  const toasts = useStore(editor.toasts);
  return (
    <section aria-label={words.notifications} className={styles.region}>
      {toasts.map((toast) => (
        <OneToast key={toast.id} toast={toast} dismiss={() => editor.dismiss(toast.id)} />
      ))}
    </section>
  );
}

function OneToast({ toast, dismiss }: { readonly toast: Toast; readonly dismiss: () => void }) {
  const { id, tone } = toast;
  // Errors stay until they are put away; nothing is taken back while it can still be undone from here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: one timer for each toast, whatever its closures are.
  useEffect(() => {
    if (tone === 'error') return;
    const timer = setTimeout(dismiss, staysMs);
    return () => clearTimeout(timer);
  }, [id, tone]);
  return (
    <div className={styles.toast} data-tone={tone}>
      <p>{toast.sentence}</p>
      {toast.action && (
        <Button
          size="s"
          tone="quiet"
          className={styles.action}
          onPress={() => {
            toast.action?.perform();
            dismiss();
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton label={words.dismiss} icon={X} size="s" className={styles.close} onPress={dismiss} />
    </div>
  );
}
