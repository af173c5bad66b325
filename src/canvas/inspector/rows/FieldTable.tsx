import '#model/kind-texts.ts';
import { Plus } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { RowKind } from '#model/property.ts';
import type { Row } from '#model/values.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Choice.tsx';
import field_ from '../../ui/Field.module.css';
import { Select } from '../../ui/Select.tsx';
import { type FormField, formOf } from '../form.ts';
import { setIn, useForm } from '../form-context.ts';
import { words } from '../labels.ts';
import { addingRow, fieldTyped, movingRow } from '../rows.ts';
import { RowMenu } from './RowMenu.tsx';
import styles from './Rows.module.css';

/** Fields of a version: name, type and whether it is always there; the rest behind "Details". */
export function FieldTable({ field, labelId }: { readonly field: FormField; readonly labelId: string }) {
  const scope = useForm();
  const kind = field.property.row as RowKind;
  const rows = field.value as readonly Row[];
  const id = scope.ids[0] as string;
  const [details, setDetails] = useState<string>();
  return (
    <div className={styles.fields}>
      {rows.length === 0 ? (
        <p className={styles.none}>{words.noFields}</p>
      ) : (
        <table aria-labelledby={labelId} className={styles.table}>
          <colgroup>
            <col />
            <col className={styles.type} />
            <col className={styles.narrow} />
            <col className={styles.narrow} />
          </colgroup>
          <thead className="quiet">
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.type}</th>
              <th scope="col">{words.required}</th>
              <th scope="col">{words.details}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <FieldRow
                key={row.id}
                row={row}
                rows={rows}
                kind={kind}
                field={field}
                open={details === row.id}
                onDetails={() => setDetails(details === row.id ? undefined : row.id)}
                onMove={(by) => scope.editor.perform(movingRow(rows, id, field.path, row.id, by))}
              />
            ))}
          </tbody>
        </table>
      )}
      {!scope.readOnly && <NewField rows={rows} kind={kind} field={field} />}
    </div>
  );
}

interface FieldRowProps {
  readonly row: Row;
  readonly rows: readonly Row[];
  readonly kind: RowKind;
  readonly field: FormField;
  readonly open: boolean;
  readonly onDetails: () => void;
  readonly onMove: (by: number) => void;
}

function FieldRow({ row, rows, kind, field, open, onDetails, onMove }: FieldRowProps) {
  const scope = useForm();
  const path = [...field.path, row.id];
  const name = String(row.name);
  const type = kind.properties.type;
  const move = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || scope.readOnly) return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <>
      <tr onKeyDown={move}>
        <td>
          <input
            aria-label={words.name}
            className={styles.cell}
            value={name}
            maxLength={200}
            readOnly={scope.readOnly}
            spellCheck={false}
            onChange={(event) => setIn(scope, [...path, 'name'], event.target.value, true)}
          />
        </td>
        <td>
          <Select
            aria-label={`${words.type}: ${name}`}
            className={styles.typeSelect}
            options={[{ value: '?', label: words.unsureType, unsure: true }, ...(type?.options ?? [])]}
            value={String(row.type)}
            isDisabled={scope.readOnly}
            onChange={(value) => setIn(scope, [...path, 'type'], value)}
          />
        </td>
        <td title={words.required}>
          <Checkbox
            aria-label={`${words.required}: ${name}`}
            isSelected={row.required === 'yes'}
            isDisabled={scope.readOnly}
            onChange={(on) => setIn(scope, [...path, 'required'], on ? 'yes' : 'no')}
          />
        </td>
        <td>
          <RowMenu rows={rows} row={row} path={field.path} label={name} onDetails={onDetails} />
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={4} className={styles.details}>
            <scope.Body form={formOf(withoutShown(kind), row, path, scope.ids)} allOpen />
          </td>
        </tr>
      )}
    </>
  );
}

function withoutShown(kind: RowKind): RowKind['properties'] {
  const { name: _name, type: _type, required: _required, ...rest } = kind.properties;
  return rest;
}

/** Name and type in one line, Enter for the next: a contract is written down as fast as it is said. */
function NewField({ rows, kind, field }: { readonly rows: readonly Row[]; readonly kind: RowKind; readonly field: FormField }) {
  const scope = useForm();
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const add = () => {
    const given = fieldTyped(kind, text);
    if (!given) return;
    scope.editor.perform(addingRow(rows, kind, scope.ids[0] as string, field.path, scope.editor.makeId(), given));
    setText('');
    input.current?.focus();
  };
  return (
    <div className={styles.newField}>
      <input
        ref={input}
        className={field_.input}
        aria-label={words.newField}
        title={words.newFieldHelp}
        placeholder={words.newField}
        value={text}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            add();
          }
        }}
      />
      <IconButton label={words.add} icon={Plus} tone="plain" isDisabled={text.trim() === ''} onPress={add} />
    </div>
  );
}
