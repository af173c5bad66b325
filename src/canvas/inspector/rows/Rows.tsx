import type { FormField } from '../form.ts';
import { FieldTable } from './FieldTable.tsx';
import { RowCards } from './RowCards.tsx';

/** A list of records: fields as a table, versions and steps as cards. */
export function Rows(props: { readonly field: FormField; readonly labelId: string }) {
  return props.field.property.row?.kind === 'field' ? <FieldTable {...props} /> : <RowCards {...props} />;
}
