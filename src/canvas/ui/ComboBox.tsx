import { ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  ComboBox as AriaComboBox,
  type ComboBoxProps as AriaComboBoxProps,
  Group,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
} from 'react-aria-components';
import styles from './Field.module.css';
import { words } from './labels.ts';

export interface ComboOption {
  readonly id: string;
  readonly label: string;
  readonly help?: string;
  readonly mark?: ReactNode;
}

export interface ComboBoxProps
  extends Omit<AriaComboBoxProps<ComboOption>, 'className' | 'style' | 'children' | 'items' | 'defaultItems'> {
  readonly label?: string;
  readonly placeholder?: string;
  readonly items: readonly ComboOption[];
  readonly emptyText?: string;
}

/** Type to find, one of many. Import it lazily with the panel that needs it. */
export function ComboBox({ label, placeholder, items, emptyText, ...rest }: ComboBoxProps) {
  return (
    <AriaComboBox
      {...rest}
      items={items}
      menuTrigger="focus"
      allowsEmptyCollection={emptyText !== undefined}
      className={styles.field as string}
    >
      {label && <Label className={styles.label}>{label}</Label>}
      <Group className={styles.group as string}>
        <Input placeholder={placeholder} className={styles.input as string} />
        <AriaButton aria-label={words.open} className={styles.inner as string}>
          <ChevronsUpDown aria-hidden />
        </AriaButton>
      </Group>
      <Popover className={styles.list as string} offset={4}>
        <ListBox className={styles.options as string} renderEmptyState={() => <p className={styles.option}>{emptyText}</p>}>
          {(item: ComboOption) => (
            <ListBoxItem id={item.id} textValue={item.label} className={styles.option as string}>
              {item.mark}
              <span className={styles.optionWords}>
                {item.label}
                {item.help && <small>{item.help}</small>}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
