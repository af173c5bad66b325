import { Check, ChevronRight, type LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps as AriaMenuItemProps,
  MenuSection as AriaMenuSection,
  Header,
  type MenuProps,
  MenuTrigger,
  Popover,
  type PopoverProps,
  Separator,
  SubmenuTrigger,
} from 'react-aria-components';
import { Keys } from './Keys.tsx';
import styles from './Menu.module.css';

export { MenuTrigger };

export interface MenuPopoverProps extends Omit<MenuProps<object>, 'className' | 'children' | 'style'> {
  readonly placement?: PopoverProps['placement'];
  /** For a menu that no button opens: where it stands, and whether it is open. */
  readonly popover?: Pick<PopoverProps, 'triggerRef' | 'isOpen' | 'onOpenChange'>;
  readonly children: ReactNode;
}

/** Goes into a MenuTrigger behind its button. */
export function Menu({ placement, popover, children, ...rest }: MenuPopoverProps) {
  return (
    <Popover {...popover} className={styles.popover as string} placement={placement} offset={4}>
      <AriaMenu autoFocus={popover ? 'first' : undefined} {...rest} className={styles.menu as string}>
        {children}
      </AriaMenu>
    </Popover>
  );
}

export interface MenuItemProps extends Omit<AriaMenuItemProps, 'className' | 'children' | 'style'> {
  readonly icon?: LucideIcon;
  readonly keys?: string;
  /** A second line in muted words. */
  readonly hint?: string;
  readonly tone?: 'danger';
  readonly children: string;
}

export function MenuItem({ icon: Icon, keys, hint, tone, children, ...rest }: MenuItemProps) {
  return (
    <AriaMenuItem {...rest} textValue={children} className={styles.item as string} data-tone={tone}>
      {({ selectionMode, isSelected, hasSubmenu }) => (
        <>
          {selectionMode !== 'none' ? (
            <span className={styles.mark}>{isSelected && <Check aria-hidden />}</span>
          ) : (
            Icon && <Icon aria-hidden />
          )}
          <span className={styles.words}>
            {children}
            {hint && <small>{hint}</small>}
          </span>
          {keys && <Keys keys={keys} />}
          {hasSubmenu && <ChevronRight aria-hidden />}
        </>
      )}
    </AriaMenuItem>
  );
}

export function MenuSection({
  label,
  children,
  ...rest
}: { readonly label?: string; readonly children: ReactNode } & Record<string, unknown>) {
  return (
    <AriaMenuSection {...rest} className={styles.section as string}>
      {label && <Header className={styles.header}>{label}</Header>}
      {children}
    </AriaMenuSection>
  );
}

/** A menu item that opens a menu of its own: `item`, then the items of the inner menu. */
export function Submenu({
  item,
  children,
  ...rest
}: { readonly item: ReactElement; readonly children: ReactNode } & Omit<MenuPopoverProps, 'children'>) {
  return (
    <SubmenuTrigger>
      {item}
      <Menu {...rest}>{children}</Menu>
    </SubmenuTrigger>
  );
}

export function MenuSeparator() {
  return <Separator className={styles.separator as string} />;
}
