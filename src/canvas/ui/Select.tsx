import { Check, ChevronsUpDown } from 'lucide-react';
import {
  Button as AriaButton,
  Select as AriaSelect,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components';
import styles from './Field.module.css';
import { joined } from './joined.ts';

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  readonly help?: string;
  /** Shown muted: what nobody has said yet. */
  readonly unsure?: boolean;
}

export interface SelectProps {
  readonly label?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-labelledby'?: string;
  readonly 'aria-describedby'?: string;
  readonly options: readonly SelectOption[];
  /** Undefined where several records differ. */
  readonly value: string | undefined;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  readonly onChange: (value: string) => void;
  readonly className?: string;
}

/** One of a short list; each option may say in a second line what it means. */
export function Select({ label, options, value, placeholder, isDisabled, onChange, className, ...aria }: SelectProps) {
  const unsure = options.find((option) => option.value === value)?.unsure ?? value === undefined;
  return (
    <AriaSelect
      {...aria}
      selectedKey={value ?? null}
      onSelectionChange={(key) => key !== null && onChange(String(key))}
      placeholder={placeholder}
      isDisabled={isDisabled}
      className={joined(styles.field, className)}
    >
      {label && <Label className={styles.label}>{label}</Label>}
      <AriaButton className={styles.select as string}>
        <SelectValue className={joined(styles.value, unsure && styles.unsure)}>
          {({ selectedText, defaultChildren }) => selectedText ?? defaultChildren}
        </SelectValue>
        <ChevronsUpDown aria-hidden />
      </AriaButton>
      <Popover className={styles.list as string} offset={4}>
        <ListBox className={styles.options as string} items={options}>
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className={styles.option as string}>
              {({ isSelected }) => (
                <>
                  <span className={joined(styles.optionWords, option.unsure && styles.unsure)}>
                    {option.label}
                    {option.help && <small>{option.help}</small>}
                  </span>
                  {isSelected && <Check aria-hidden />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
