import styles from './Keys.module.css';
import { shownKeys } from './shown-keys.ts';

/** A key or a chord, as people press it: `Ctrl+Shift+Z`. */
export function Keys({ keys, loud }: { readonly keys: string; readonly loud?: boolean }) {
  return <kbd className={loud ? styles.loud : styles.keys}>{shownKeys(keys)}</kbd>;
}
