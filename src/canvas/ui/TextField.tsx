import { Search, X } from 'lucide-react';
import { type ReactNode, type Ref, useId } from 'react';
import {
  Button as AriaButton,
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Group,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components';
import styles from './Field.module.css';
import { joined } from './joined.ts';
import { words } from './labels.ts';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  /** Left out where `aria-label` or `aria-labelledby` names the field. */
  readonly label?: string;
  readonly help?: ReactNode;
  /** What is wrong with what stands there, as a sentence. */
  readonly error?: string;
  readonly placeholder?: string;
  readonly unit?: string;
  readonly code?: boolean;
  readonly lines?: number;
  readonly inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement>;
  readonly list?: readonly string[];
}

export function TextField({ label, help, error, placeholder, unit, code, lines, inputRef, list, ...rest }: TextFieldProps) {
  const listId = useId();
  const input = (
    <Input
      ref={inputRef}
      placeholder={placeholder}
      list={list && list.length > 0 ? listId : undefined}
      className={joined(styles.input, code && styles.code)}
    />
  );
  return (
    <AriaTextField {...rest} isInvalid={error !== undefined || rest.isInvalid} className={styles.field as string}>
      {label && <Label className={styles.label}>{label}</Label>}
      {lines !== undefined ? (
        <TextArea
          ref={inputRef}
          rows={lines}
          placeholder={placeholder}
          className={joined(styles.input, styles.area, code && styles.code)}
        />
      ) : unit ? (
        <Group className={styles.group as string} isInvalid={error !== undefined}>
          {input}
          <span className={styles.unit}>{unit}</span>
        </Group>
      ) : (
        input
      )}
      {list && list.length > 0 && (
        <datalist id={listId}>
          {list.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
      {help && (
        <Text slot="description" className={styles.help}>
          {help}
        </Text>
      )}
      {error && <FieldError className={styles.error as string}>{error}</FieldError>}
    </AriaTextField>
  );
}

export interface SearchFieldProps extends Omit<AriaSearchFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly placeholder?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** The label is read out; the placeholder is what is seen. */
export function SearchField({ label, placeholder = label, inputRef, ...rest }: SearchFieldProps) {
  return (
    <AriaSearchField {...rest} aria-label={label} className={styles.field as string}>
      {({ isEmpty }) => (
        <Group className={styles.group as string}>
          <span className={styles.glass}>
            <Search aria-hidden />
          </span>
          <Input ref={inputRef} placeholder={placeholder} className={styles.input as string} />
          {!isEmpty && (
            <AriaButton aria-label={words.clear} className={styles.inner as string}>
              <X aria-hidden />
            </AriaButton>
          )}
        </Group>
      )}
    </AriaSearchField>
  );
}
