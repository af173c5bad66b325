import type { LucideIcon } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Link,
  type LinkProps,
  ToggleButton,
  type ToggleButtonProps,
} from 'react-aria-components';
import styles from './Button.module.css';
import { joined } from './joined.ts';
import { tip } from './tip.ts';

type Tone = 'plain' | 'primary' | 'quiet' | 'danger';

interface Look {
  readonly tone?: Tone;
  readonly size?: 's' | 'm';
  readonly icon?: LucideIcon;
  readonly wide?: boolean;
  readonly className?: string;
}

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'>, Look {
  readonly children: ReactNode;
}

export function Button({ tone = 'plain', size = 'm', icon: Icon, wide, className, children, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      className={joined(styles.button, styles[tone], size === 's' && styles.s, wide && styles.wide, className)}
    >
      {Icon && <Icon aria-hidden />}
      {children}
    </AriaButton>
  );
}

/** Looks like a button, is a link: for what leads to another page. */
export function ButtonLink({
  tone = 'plain',
  size = 'm',
  icon: Icon,
  wide,
  className,
  children,
  ...rest
}: Omit<LinkProps, 'className' | 'children' | 'style'> & Look & { children: ReactNode }) {
  return (
    <Link {...rest} className={joined(styles.button, styles[tone], size === 's' && styles.s, wide && styles.wide, className)}>
      {Icon && <Icon aria-hidden />}
      {children}
    </Link>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style' | 'aria-label'>, Look {
  /** Says what it does: read out, and shown as a tip. */
  readonly label: string;
  readonly icon: LucideIcon;
  /** The key that does the same, as people write it. */
  readonly keys?: string;
  readonly children?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button without words: its label is always there as a tip. */
export function IconButton({
  label,
  icon: Icon,
  keys,
  tone = 'quiet',
  size = 'm',
  className,
  children,
  ...rest
}: IconButtonProps) {
  return (
    <AriaButton
      {...rest}
      {...tip(label, { keys })}
      aria-label={label}
      className={joined(styles.button, styles[tone], styles.icon, size === 's' && styles.s, className)}
    >
      <Icon aria-hidden />
      {children}
    </AriaButton>
  );
}

export interface IconToggleProps extends Omit<ToggleButtonProps, 'className' | 'children' | 'style' | 'aria-label'> {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly keys?: string;
  readonly size?: 's' | 'm';
}

export function IconToggle({ label, icon: Icon, keys, size = 'm', ...rest }: IconToggleProps) {
  return (
    <ToggleButton
      {...rest}
      {...tip(label, { keys })}
      aria-label={label}
      className={joined(styles.button, styles.quiet, styles.icon, size === 's' && styles.s)}
    >
      <Icon aria-hidden />
    </ToggleButton>
  );
}
