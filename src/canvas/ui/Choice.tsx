import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Checkbox as AriaCheckbox,
  Switch as AriaSwitch,
  type SwitchProps as AriaSwitchProps,
  CheckboxGroup,
  Label,
  Radio,
  RadioGroup,
} from 'react-aria-components';
import styles from './Choice.module.css';
import { joined } from './joined.ts';

export interface Answer {
  readonly value: string;
  readonly label: string;
  readonly help?: string;
  readonly unsure?: boolean;
}

interface AnswersProps {
  readonly label?: ReactNode;
  readonly 'aria-label'?: string;
  readonly 'aria-labelledby'?: string;
  readonly options: readonly Answer[];
  readonly value: string | undefined;
  readonly isDisabled?: boolean;
  readonly onChange: (value: string) => void;
}

/** A question with its possible answers, one below the other. */
export function Answers({ label, options, value, isDisabled, onChange, ...aria }: AnswersProps) {
  return (
    <RadioGroup {...aria} value={value ?? null} onChange={onChange} isDisabled={isDisabled} className={styles.answers as string}>
      {label && <Label className={styles.question}>{label}</Label>}
      {options.map((option) => (
        <Radio key={option.value} value={option.value} className={joined(styles.answer, option.unsure && styles.unsure)}>
          <span className={styles.dot} aria-hidden />
          <span className={styles.words}>
            {option.label}
            {option.help && <small>{option.help}</small>}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

/** A few words side by side, one of them chosen. */
export function Segmented({ options, value, onChange, isDisabled, ...aria }: Omit<AnswersProps, 'label'>) {
  return (
    <RadioGroup
      {...aria}
      orientation="horizontal"
      value={value ?? null}
      onChange={onChange}
      isDisabled={isDisabled}
      className={styles.segmented as string}
    >
      {options.map((option) => (
        <Radio key={option.value} value={option.value} className={styles.segment as string}>
          {option.label}
        </Radio>
      ))}
    </RadioGroup>
  );
}

export interface SwitchProps extends Omit<AriaSwitchProps, 'className' | 'style' | 'children'> {
  readonly children: ReactNode;
}

export function Switch({ children, ...rest }: SwitchProps) {
  return (
    <AriaSwitch {...rest} className={styles.switch as string}>
      <span className={styles.track} aria-hidden />
      {children}
    </AriaSwitch>
  );
}

interface ChecksProps {
  readonly label?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-labelledby'?: string;
  readonly options: readonly Answer[];
  readonly value: readonly string[];
  readonly isDisabled?: boolean;
  readonly onChange: (value: string[]) => void;
}

/** Any of a few. */
export function Checks({ label, options, value, onChange, isDisabled, ...aria }: ChecksProps) {
  return (
    <CheckboxGroup {...aria} value={[...value]} onChange={onChange} isDisabled={isDisabled} className={styles.answers as string}>
      {label && <Label className={styles.question}>{label}</Label>}
      {options.map((option) => (
        <AriaCheckbox key={option.value} value={option.value} className={styles.answer as string}>
          <span className={styles.box} aria-hidden>
            <Check />
          </span>
          <span className={styles.words}>
            {option.label}
            {option.help && <small>{option.help}</small>}
          </span>
        </AriaCheckbox>
      ))}
    </CheckboxGroup>
  );
}

export function Checkbox({
  isSelected,
  isIndeterminate,
  isDisabled,
  onChange,
  children,
  ...aria
}: {
  readonly isSelected: boolean;
  readonly isIndeterminate?: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (selected: boolean) => void;
  readonly children?: ReactNode;
  readonly 'aria-label'?: string;
}) {
  return (
    <AriaCheckbox
      {...aria}
      isSelected={isSelected}
      isIndeterminate={isIndeterminate}
      isDisabled={isDisabled}
      onChange={onChange}
      className={children ? styles.check : styles.bare}
    >
      <span className={styles.box} aria-hidden>
        <Check />
      </span>
      {children}
    </AriaCheckbox>
  );
}
