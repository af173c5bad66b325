import { X } from 'lucide-react';
import { Link } from 'react-aria-components';
import { useStore } from '#canvas/store.ts';
import { IconButton } from '#canvas/ui/Button.tsx';
import { pathOf } from '#workshop/links.ts';
import { recents } from '../recents.ts';
import styles from './Landing.module.css';
import { roleWords, whenWords, words } from './labels.ts';

/** Designs that were open on this device, the newest first. */
export function RecentList() {
  const list = useStore(recents.list);
  if (list.length === 0) return null;
  const now = Date.now();
  return (
    <section className={styles.section} aria-labelledby="recent">
      <h2 id="recent" className={styles.heading}>
        {words.recent}
      </h2>
      <ul className={styles.recents}>
        {list.slice(0, 6).map((recent) => {
          const title = recent.title || words.untitled;
          return (
            <li key={recent.design} className={styles.recent}>
              <Link href={pathOf(recent)} className={styles.recentLink as string}>
                <span className={styles.recentTitle}>{title}</span>
                <span className={styles.recentMore}>
                  {roleWords[recent.role]} · {whenWords(recent.at, now)}
                </span>
              </Link>
              <IconButton label={words.forget(title)} icon={X} size="s" onPress={() => recents.forget(recent.design)} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
