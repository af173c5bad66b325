import type { ReactNode } from 'react';
import {
  Dialog as AriaDialog,
  Popover as AriaPopover,
  type PopoverProps as AriaPopoverProps,
  DialogTrigger,
} from 'react-aria-components';
import styles from './Popover.module.css';

export { DialogTrigger as PopoverTrigger };

export interface PopoverProps extends Omit<AriaPopoverProps, 'className' | 'style' | 'children'> {
  /** Names the popover for screen readers. */
  readonly label: string;
  readonly children: ReactNode;
}

/** A small dialog beside its button (inside a PopoverTrigger), or beside `triggerRef`. */
export function Popover({ label, children, ...rest }: PopoverProps) {
  return (
    <AriaPopover offset={6} {...rest} className={styles.popover as string}>
      <AriaDialog aria-label={label} className={styles.inside as string}>
        {children}
      </AriaDialog>
    </AriaPopover>
  );
}
