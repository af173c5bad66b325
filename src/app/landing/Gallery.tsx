import { Link } from 'react-aria-components';
import { Badge } from '#canvas/ui/Badge.tsx';
import { exercises } from '#workshop/exercises.ts';
import styles from './Landing.module.css';
import { chapterWords, levelWords, words } from './labels.ts';

/** All exercises as cards; each leads to its page. */
export default function Gallery() {
  return (
    <ul className={styles.gallery}>
      {exercises.map(({ id, title, summary, level, core, after }) => (
        <li key={id}>
          <Link href={`/templates/${id}`} className={styles.exercise as string}>
            <span className={styles.exerciseTitle}>{title}</span>
            <span className={styles.exerciseText}>{summary}</span>
            <span className={styles.exerciseMore}>
              {core && <Badge tone="info">{words.core}</Badge>}
              <span>{[levelWords[level], chapterWords(after), words.minutes].join(' · ')}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
