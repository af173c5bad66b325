import type { ReactNode } from 'react';
import { ButtonLink } from '#canvas/ui/Button.tsx';
import { Mark } from '#canvas/ui/Mark.tsx';
import { words } from './labels.ts';
import styles from './Notice.module.css';

/** A whole page that says one thing, and what to do next. */
export function Notice({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Mark size={36} />
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.text}>{text}</p>
        <div className={styles.actions}>
          {children}
          <ButtonLink href="/">{words.toStart}</ButtonLink>
        </div>
      </div>
    </main>
  );
}
