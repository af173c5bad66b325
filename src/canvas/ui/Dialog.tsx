import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from './Button.tsx';
import styles from './Dialog.module.css';
import { joined } from './joined.ts';
import { words } from './labels.ts';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly size?: 's' | 'm' | 'l' | 'xl';
  /** A sheet comes from the bottom edge: for panels on narrow windows. */
  readonly kind?: 'centre' | 'sheet';
  readonly role?: 'dialog' | 'alertdialog';
  /** Nothing in it takes the focus, so the text itself does: for pages to read. */
  readonly reading?: boolean;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

export function Dialog({
  title,
  isOpen,
  onClose,
  size = 'm',
  kind = 'centre',
  role = 'dialog',
  reading,
  footer,
  children,
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={role === 'dialog'}
      className={joined(styles.overlay, kind === 'sheet' && styles.sheetOverlay)}
    >
      <Modal className={joined(styles.modal, kind === 'sheet' ? styles.sheet : styles[size])}>
        <AriaDialog role={role} className={styles.dialog as string}>
          <header className={styles.head}>
            <Heading slot="title" className={styles.title as string}>
              {title}
            </Heading>
            <IconButton label={words.close} icon={X} size="s" onPress={onClose} />
          </header>
          {reading ? (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: without it nobody could scroll the text by keyboard.
            <section aria-label={title} tabIndex={0} className={styles.body}>
              {children}
            </section>
          ) : (
            <div className={styles.body}>{children}</div>
          )}
          {footer && <footer className={styles.foot}>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
