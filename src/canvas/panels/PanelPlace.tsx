import { useStore } from '../store.ts';
import { panelWidth } from './panel-width.ts';
import styles from './SidePanel.module.css';

/** Keeps the panel's place while its code is fetched, so that the canvas is measured once. */
export function PanelPlace({ narrow }: { readonly narrow: boolean }) {
  const width = useStore(panelWidth);
  return <aside aria-hidden className={narrow ? styles.sheet : styles.panel} style={narrow ? undefined : { width }} />;
}
