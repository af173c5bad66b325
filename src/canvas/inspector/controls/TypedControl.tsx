import { useRef, useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { Property } from '#model/property.ts';
import { TextField } from '../../ui/TextField.tsx';
import { fieldNames } from '../candidates.ts';
import type { FormField } from '../form.ts';
import { setIn, useForm, usualIn } from '../form-context.ts';
import styles from '../Inspector.module.css';
import { words } from '../labels.ts';
import { spokenWord } from '../said.ts';
import { readTyped } from '../typed.ts';

interface ControlProps {
  readonly field: FormField;
  readonly labelId: string;
}

/** What is written in words or figures. Plain text is stored as it is typed, everything else when it is complete. */
export function TypedControl({ field, labelId }: ControlProps) {
  const scope = useForm();
  const { property } = field;
  const [typed, setTyped] = useState<string>();
  const [error, setError] = useState<string>();
  const cancelled = useRef(false);
  const plain = property.valueType === 'text' || property.valueType === 'lines';
  const usual = usualIn(scope, field);
  const stored = field.mixed ? '' : shownText(property, field.value);
  const suggestions =
    property.valueType === 'fieldPath' && scope.records[0] ? fieldNames(scope.design, scope.records[0]) : undefined;

  const commit = (text: string, typing: boolean): boolean => {
    const read = readTyped(property, text);
    setError(read.ok || typing ? undefined : read.sentence);
    if (read.ok) setIn(scope, field.path, read.value, typing);
    return read.ok;
  };
  const done = () => {
    const text = typed;
    if (!cancelled.current && text !== undefined && text !== stored && !plain && !commit(text, false)) return;
    cancelled.current = false;
    setTyped(undefined);
  };
  return (
    <div className={styles.typed}>
      <TextField
        aria-labelledby={labelId}
        value={typed ?? stored}
        error={error}
        unit={property.valueType === 'integer' || property.valueType === 'rate' ? property.unit : undefined}
        placeholder={field.mixed ? words.mixed : usual ? words.usual(usual.words, usual.product) : placeholderOf(property)}
        lines={property.valueType === 'lines' ? 3 : undefined}
        list={suggestions}
        isReadOnly={scope.readOnly}
        onFocus={() => setTyped((now) => now ?? stored)}
        onChange={(text) => {
          setTyped(text);
          setError(undefined);
          if (plain) commit(text, true);
        }}
        onBlur={done}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && property.valueType !== 'lines') done();
          if (event.key === 'Escape' && !plain && typed !== undefined && typed !== stored) {
            cancelled.current = true;
            setTyped(stored);
            setError(undefined);
          }
        }}
      />
      <Shortcuts field={field} onPick={() => setTyped(undefined)} />
    </div>
  );
}

/** The words that may stand instead of a value, one press each. */
function Shortcuts({ field, onPick }: { readonly field: FormField; readonly onPick: () => void }) {
  const scope = useForm();
  const { property } = field;
  const named = (property.words ?? []).filter((word) => word !== '');
  const offered = [...named, ...(property.unsure && scope.inWords ? ['?'] : [])];
  if (offered.length === 0 || scope.readOnly) return null;
  return (
    <div className={styles.shortcuts}>
      {offered.map((word) => (
        <ToggleButton
          key={word}
          className={styles.shortcut as string}
          isSelected={!field.mixed && field.value === word}
          onChange={(on) => {
            setIn(scope, field.path, on || !property.unsure ? word : '?');
            onPick();
          }}
        >
          {spokenWord(word)}
        </ToggleButton>
      ))}
    </div>
  );
}

/** Words that stand instead of a value are shown by their buttons, so the input stays empty. */
function shownText(property: Property, value: unknown): string {
  if (value === '?' || value === undefined) return '';
  if (Array.isArray(value)) return value.join(', ');
  const text = String(value);
  return property.words?.includes(text) ? '' : text;
}

function placeholderOf(property: Property): string {
  switch (property.valueType) {
    case 'duration':
      return words.placeholderDuration;
    case 'bytes':
      return words.placeholderBytes;
    case 'rate':
      return words.placeholderRate;
    case 'integer':
      return property.unsure ? words.unsureShort : '';
    case 'fieldPath':
      return words.placeholderField;
    case 'fieldPaths':
      return words.placeholderFields;
    case 'words':
      return words.placeholderWords;
    default:
      return '';
  }
}
