import { ArrowDown, ArrowUp, EllipsisVertical, SlidersHorizontal, Trash2 } from 'lucide-react';
import type { Path } from '#model/edit.ts';
import type { Row } from '#model/values.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Menu, MenuItem, MenuTrigger } from '../../ui/Menu.tsx';
import { useForm } from '../form-context.ts';
import { words } from '../labels.ts';
import { movingRow } from '../rows.ts';

export interface RowMenuProps {
  readonly rows: readonly Row[];
  readonly row: Row;
  readonly path: Path;
  readonly label: string;
  readonly onDetails?: () => void;
}

/** What can be done with one row: move, remove, open its details. */
export function RowMenu({ rows, row, path, label, onDetails }: RowMenuProps) {
  const { editor, ids, readOnly } = useForm();
  const id = ids[0] as string;
  const at = rows.findIndex((each) => each.id === row.id);
  if (readOnly) return null;
  const disabled = [at === 0 && 'up', at === rows.length - 1 && 'down'].filter((key) => key !== false);
  return (
    <MenuTrigger>
      <IconButton label={words.rowActions(label)} icon={EllipsisVertical} size="s" />
      <Menu aria-label={words.rowActions(label)} disabledKeys={disabled} placement="bottom end">
        {onDetails && (
          <MenuItem id="details" icon={SlidersHorizontal} onAction={onDetails}>
            {words.details}
          </MenuItem>
        )}
        <MenuItem id="up" icon={ArrowUp} keys="Alt+↑" onAction={() => editor.perform(movingRow(rows, id, path, row.id, -1))}>
          {words.moveUp}
        </MenuItem>
        <MenuItem id="down" icon={ArrowDown} keys="Alt+↓" onAction={() => editor.perform(movingRow(rows, id, path, row.id, 1))}>
          {words.moveDown}
        </MenuItem>
        <MenuItem
          id="remove"
          icon={Trash2}
          tone="danger"
          onAction={() => editor.perform([{ op: 'removeRow', id, path: [...path, row.id] }])}
        >
          {words.remove}
        </MenuItem>
      </Menu>
    </MenuTrigger>
  );
}
