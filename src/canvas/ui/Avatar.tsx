import styles from './Avatar.module.css';
import { initialsOf } from './initials.ts';
import { joined } from './joined.ts';

/** A person: initials on their colour (white on it has at least 5.7 : 1). */
export function Avatar({
  name,
  colour,
  following,
  size = 'm',
}: {
  readonly name: string;
  readonly colour: string;
  readonly following?: boolean;
  readonly size?: 's' | 'm';
}) {
  return (
    <span
      aria-hidden
      className={joined(styles.avatar, size === 's' && styles.s, following && styles.following)}
      style={{ backgroundColor: colour }}
    >
      {initialsOf(name)}
    </span>
  );
}
