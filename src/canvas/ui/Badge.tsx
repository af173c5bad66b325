import type { ReactNode } from 'react';
import styles from './Badge.module.css';
import { joined } from './joined.ts';

export type Tone = 'neutral' | 'error' | 'warning' | 'info' | 'ok';

/** A word or a number on a tint; never the only carrier of its meaning. */
export function Badge({
  tone = 'neutral',
  title,
  children,
}: {
  readonly tone?: Tone;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <span className={joined(styles.badge, styles[tone])} title={title}>
      {children}
    </span>
  );
}

/** What a list or a panel shows while there is nothing in it. */
export function EmptyState({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>{title}</p>
      {children && <div className={styles.emptyText}>{children}</div>}
      {action}
    </div>
  );
}
