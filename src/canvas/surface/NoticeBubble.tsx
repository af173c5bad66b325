import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from '../store.ts';
import { useBoard } from './board-context.ts';
import { labels } from './labels.ts';
import styles from './NoticeBubble.module.css';

const goneAfterMs = 7_000;

/** Where a line was dropped: why it can't be and what can, or what is meant. */
export default function NoticeBubble() {
  const board = useBoard();
  const notice = useStore(board.notice);
  const bubble = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!notice) return undefined;
    if (notice.options.length > 0) bubble.current?.querySelector<HTMLElement>('[data-option]')?.focus({ preventScroll: true });
    if (notice.question) return undefined;
    const timer = setTimeout(() => {
      if (!bubble.current?.matches(':hover, :focus-within')) board.notice.set(undefined);
    }, goneAfterMs);
    return () => clearTimeout(timer);
  }, [notice, board]);
  if (!notice) return null;
  const rect = board.root?.getBoundingClientRect();
  const [width, height] = board.size.get();
  const x = Math.min(Math.max(notice.at[0] - (rect?.left ?? 0), 150), width - 150);
  const y = Math.min(notice.at[1] - (rect?.top ?? 0) + 14, height - 40 - notice.options.length * 52);
  const close = () => {
    board.notice.set(undefined);
    board.view.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys within the dialog, which is one in both cases
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: see above
    <div
      ref={bubble}
      className={styles.bubble}
      style={{ left: x, top: Math.max(8, y) }}
      role={notice.question ? 'dialog' : 'alertdialog'}
      aria-label={notice.sentence}
      data-control=""
      onKeyDown={(event) => {
        const buttons = [...(bubble.current?.querySelectorAll<HTMLElement>('[data-option]') ?? [])];
        const at = buttons.indexOf(document.activeElement as HTMLElement);
        const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        if (by !== 0 && buttons.length > 0) {
          event.preventDefault();
          buttons[(at + by + buttons.length) % buttons.length]?.focus();
        }
        if (event.key === 'Escape') close();
        event.stopPropagation();
      }}
    >
      <div className={styles.head}>
        <span className={notice.question ? styles.question : styles.sentence}>{notice.sentence}</span>
        <button type="button" className={styles.close} aria-label={labels.cancel} onClick={close}>
          <X size={14} />
        </button>
      </div>
      {notice.options.map((option) => (
        <button key={option.label} type="button" className={styles.option} data-option="" onClick={() => option.perform()}>
          <span className={styles.label}>{option.label}</span>
          {option.hint && <span className={styles.hint}>{option.hint}</span>}
        </button>
      ))}
    </div>
  );
}
