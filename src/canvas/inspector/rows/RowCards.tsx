import { ChevronRight, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { RowKind } from '#model/property.ts';
import { isPublished } from '#model/published.ts';
import type { Row } from '#model/values.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { type FormField, formOf } from '../form.ts';
import { FormScopeProvider, useForm } from '../form-context.ts';
import { words } from '../labels.ts';
import { addingRow, nextVersion } from '../rows.ts';
import { referenceName } from '../said.ts';
import { RowMenu } from './RowMenu.tsx';
import styles from './Rows.module.css';

/** Versions of a contract, steps of a saga: one card each, in their order; the last one stands open. */
export function RowCards({ field, labelId }: { readonly field: FormField; readonly labelId: string }) {
  const scope = useForm();
  const kind = field.property.row as RowKind;
  const rows = field.value as readonly Row[];
  const id = scope.ids[0] as string;
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(rows.slice(-1).map((row) => row.id)));
  const toggle = (row: string) =>
    setOpen((now) => new Set(now.has(row) ? [...now].filter((each) => each !== row) : [...now, row]));
  const add = () => {
    const rowId = scope.editor.makeId();
    const given = kind.kind === 'version' ? nextVersion(rows, scope.editor.makeId) : {};
    scope.editor.perform(addingRow(rows, kind, id, field.path, rowId, given));
    setOpen(new Set([rowId]));
  };
  return (
    <div className={styles.cards}>
      {rows.length === 0 && kind.kind === 'step' && <p className={styles.none}>{words.noSteps}</p>}
      <ol aria-labelledby={labelId} className={styles.list}>
        {rows.map((row, i) => {
          const title = titleOf(row, kind, i, (reference) => referenceName(scope.design, reference));
          const shown = open.has(row.id);
          return (
            <li key={row.id} className={styles.card}>
              <div className={styles.cardHead}>
                <AriaButton className={styles.cardTitle as string} aria-expanded={shown} onPress={() => toggle(row.id)}>
                  <ChevronRight size={15} aria-hidden />
                  <span>{title}</span>
                  {kind.kind === 'version' && <Badge>{String(row.status)}</Badge>}
                </AriaButton>
                <RowMenu rows={rows} row={row} path={field.path} label={title} />
              </div>
              {shown && (
                <div className={styles.cardBody}>
                  <FormScopeProvider value={isFrozen(kind, row) ? { ...scope, readOnly: true } : scope}>
                    {isFrozen(kind, row) && <p className={styles.none}>{words.publishedVersion}</p>}
                    <scope.Body form={formOf(kind.properties, row, [...field.path, row.id], scope.ids)} />
                  </FormScopeProvider>
                </div>
              )}
            </li>
          );
        })}
      </ol>
      {!scope.readOnly && (
        <Button size="s" tone="quiet" icon={Plus} className={styles.add} onPress={add}>
          {kind.kind === 'step' ? words.addStep : kind.kind === 'version' ? words.addVersion : words.addOne(kind.label)}
        </Button>
      )}
    </div>
  );
}

/** A version that others rely on stays as it is; its life goes on in the contract's own view. */
function isFrozen(kind: RowKind, row: Row): boolean {
  return kind.kind === 'version' && isPublished({ status: String(row.status) });
}

function titleOf(row: Row, kind: RowKind, index: number, name: (reference: string) => string): string {
  if (kind.kind === 'version') return String(row.version);
  const said = [row.participant, row.do].filter((each): each is string => typeof each === 'string' && each !== 'none').map(name);
  return said.length === 0 ? words.step(index + 1) : `${index + 1}. ${said.join(': ')}`;
}
