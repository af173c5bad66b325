import { CornerDownRight, TriangleAlert, X } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { type Edge, splitReference } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Value } from '#model/property.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { withPlaces } from '../../unplaced.ts';
import { type Candidate, type Creatable, candidates, creatable, creating, edgeCandidates } from '../candidates.ts';
import type { FormField } from '../form.ts';
import { type FormScope, setIn, useForm } from '../form-context.ts';
import styles from '../Inspector.module.css';
import { words } from '../labels.ts';
import { isBroken, referenceName, spokenWord } from '../said.ts';
import { PickPopover } from './PickPopover.tsx';

interface ControlProps {
  readonly field: FormField;
  readonly labelId: string;
}

/** Makes a new element and writes what depends on its id, as one step. */
function create(scope: FormScope, what: Creatable, name: string, then: (id: string) => Value, field: FormField): void {
  const id = scope.editor.makeId();
  const made = withPlaces(scope.editor.document.design, creating(what, name, id));
  const set = scope.ids.map((record): Edit => ({ op: 'set', id: record, path: field.path, value: then(id) }));
  scope.editor.perform([...made, ...set]);
}

function wordsOf(field: FormField): { readonly id: string; readonly label: string }[] {
  const { property } = field;
  return [...(property.words ?? []), ...(property.unsure ? ['?'] : [])].map((word) => ({ id: word, label: spokenWord(word) }));
}

/** Points to one element, or to none. */
export function ReferenceControl({ field, labelId }: ControlProps) {
  const scope = useForm();
  const { property } = field;
  const value = String(field.value);
  const isWord = value === '?' || (property.words ?? []).includes(value);
  const broken = !field.mixed && !isWord && isBroken(scope.design, value);
  if (scope.readOnly || broken) {
    return (
      <div className={styles.chips}>
        {isWord ? (
          <span className={styles.said}>{spokenWord(value)}</span>
        ) : (
          <Chip reference={value} onRemove={() => setIn(scope, field.path, 'none')} />
        )}
      </div>
    );
  }
  return (
    <div className={styles.reference}>
      <PickPopover
        label={property.label}
        labelId={labelId}
        value={field.mixed ? words.mixed : isWord ? spokenWord(value) : referenceName(scope.design, value)}
        unsure={isWord || field.mixed}
        items={candidates(scope.design, property, scope.ids[0] ?? '')}
        extra={wordsOf(field)}
        create={creatable(property)}
        onPick={(reference) => setIn(scope, field.path, reference)}
        onCreate={(what, name) => create(scope, what, name, (id) => id, field)}
      />
      {!isWord && !field.mixed && <GoTo reference={value} />}
    </div>
  );
}

/** Points to several elements: chips, and a list to add from. A word (`all`) may stand instead. */
export function ReferencesControl({ field }: ControlProps) {
  const scope = useForm();
  const { property } = field;
  const list = Array.isArray(field.value) ? (field.value as readonly string[]) : [];
  const word = typeof field.value === 'string' ? field.value : undefined;
  const edges = property.valueType === 'edges';
  const items: readonly Candidate[] = edges
    ? edgeCandidates(scope.design, scope.records[0] as Edge)
    : candidates(scope.design, property, scope.ids[0] ?? '');
  const set = (next: readonly string[]) => {
    // A list that must not be empty goes back to its word.
    const otherwise = property.words?.[0];
    setIn(scope, field.path, next.length === 0 && otherwise !== undefined ? otherwise : [...new Set(next)]);
  };
  return (
    <div className={styles.chips}>
      {field.mixed ? (
        <span className={styles.said}>{words.mixed}</span>
      ) : word !== undefined ? (
        <span className={styles.said}>{spokenWord(word)}</span>
      ) : (
        list.map((reference) => (
          <Chip key={reference} reference={reference} onRemove={() => set(list.filter((each) => each !== reference))} />
        ))
      )}
      {!scope.readOnly && (
        <PickPopover
          label={property.label}
          items={items.filter((item) => !list.includes(item.reference))}
          extra={wordsOf(field).filter((each) => each.id !== word)}
          create={edges ? [] : creatable(property)}
          onPick={(reference) => {
            if (wordsOf(field).some((each) => each.id === reference)) setIn(scope, field.path, reference);
            else set([...list, reference]);
          }}
          onCreate={(what, name) => create(scope, what, name, (id) => [...list, id], field)}
        />
      )}
    </div>
  );
}

function Chip({ reference, onRemove }: { readonly reference: string; readonly onRemove: () => void }) {
  const scope = useForm();
  const [id] = splitReference(reference);
  const element = scope.design.elements.get(id);
  const name = referenceName(scope.design, reference);
  const broken = isBroken(scope.design, reference);
  return (
    <span className={styles.chip} data-broken={broken || undefined}>
      {broken ? (
        <TriangleAlert size={14} aria-hidden />
      ) : (
        element && <Glyph kind={element.kind} props={element.props as never} size={20} />
      )}
      {broken ? (
        <span>
          {name} <small>{words.broken}</small>
        </span>
      ) : (
        <AriaButton className={styles.chipName as string} onPress={() => goTo(scope, id)}>
          {name}
        </AriaButton>
      )}
      {!scope.readOnly && (
        <AriaButton aria-label={words.removeNamed(name)} className={styles.chipRemove as string} onPress={onRemove}>
          <X size={14} aria-hidden />
        </AriaButton>
      )}
    </span>
  );
}

function GoTo({ reference }: { readonly reference: string }) {
  const scope = useForm();
  const [id] = splitReference(reference);
  return <IconButton label={words.go} icon={CornerDownRight} size="s" onPress={() => goTo(scope, id)} />;
}

export function goTo({ editor }: Pick<FormScope, 'editor'>, id: string): void {
  editor.select([id]);
  editor.view.get()?.reveal([id]);
}
