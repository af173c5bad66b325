import styles from './Compare.module.css';
import { letterColours } from './labels.ts';

/** The letter of a design in its colour; the letter alone says which one it is. */
export function LetterBadge({ letter, small }: { readonly letter: string; readonly small?: boolean }) {
  return (
    <span
      className={styles.letter}
      data-small={small || undefined}
      style={{ backgroundColor: letterColours[letter.charCodeAt(0) - 65] }}
    >
      {letter}
    </span>
  );
}
