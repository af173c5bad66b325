import { Minus, Plus } from 'lucide-react';
import {
  Button as AriaButton,
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
  FieldError,
  Group,
  Input,
  Label,
  Text,
} from 'react-aria-components';
import styles from './Field.module.css';
import { words } from './labels.ts';

export interface NumberFieldProps extends Omit<AriaNumberFieldProps, 'className' | 'style' | 'children'> {
  readonly label?: string;
  readonly help?: string;
  readonly error?: string;
  readonly unit?: string;
  readonly placeholder?: string;
}

/** A whole number with one less / one more; NaN is an empty field. */
export function NumberField({ label, help, error, unit, placeholder, ...rest }: NumberFieldProps) {
  return (
    <AriaNumberField {...rest} isInvalid={error !== undefined} className={styles.field as string}>
      {label && <Label className={styles.label}>{label}</Label>}
      <Group className={styles.group as string}>
        <Input placeholder={placeholder} className={styles.input as string} />
        {unit && <span className={styles.unit}>{unit}</span>}
        <AriaButton slot="decrement" aria-label={words.decrease} className={styles.inner as string}>
          <Minus aria-hidden />
        </AriaButton>
        <AriaButton slot="increment" aria-label={words.increase} className={styles.inner as string}>
          <Plus aria-hidden />
        </AriaButton>
      </Group>
      {help && (
        <Text slot="description" className={styles.help}>
          {help}
        </Text>
      )}
      {error && <FieldError className={styles.error as string}>{error}</FieldError>}
    </AriaNumberField>
  );
}
