import { Check } from 'lucide-react';
import { useMemo, useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { Id } from '#base/ids.ts';
import { useStore } from '#canvas/store.ts';
import { Switch } from '#canvas/ui/Choice.tsx';
import { Glyph } from '#canvas/ui/Glyph.tsx';
import { isUnsure, type Row } from '#compare/alignment.ts';
import { letterOf } from '#compare/difference.ts';
import { elementKinds } from '#model/kinds/index.ts';
import styles from './Compare.module.css';
import type { Result } from './comparison.ts';
import { LetterBadge } from './LetterBadge.tsx';
import { words } from './labels.ts';
import type { Linked } from './linked.ts';

/** Which element stands for which: one row a meaning, one column a design. */
export function ElementList({
  result,
  linked,
  onShow,
}: {
  readonly result: Result;
  readonly linked: Linked;
  readonly onShow: (ids: readonly (readonly Id[])[]) => void;
}) {
  const [onlyDiffering, setOnlyDiffering] = useState(false);
  const selected = useStore(linked.rows);
  const rows = useMemo(
    () => result.alignment.rows.filter((row) => row.kind !== 'note' && (!onlyDiffering || row.cells.includes(undefined))),
    [result, onlyDiffering],
  );
  const letters = result.designs.map((_, d) => letterOf(d));
  return (
    <div className={styles.list}>
      <div className={styles.filters}>
        <Switch isSelected={onlyDiffering} onChange={setOnlyDiffering}>
          {words.onlyDiffering}
        </Switch>
      </div>
      <div className={styles.columns} aria-hidden>
        {letters.map((letter) => (
          <LetterBadge key={letter} letter={letter} small />
        ))}
      </div>
      <ListBox
        aria-label={words.tabs.elements}
        className={styles.rows as string}
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={selected.filter((id) => rows.some((row) => row.id === id)).slice(0, 1)}
        onSelectionChange={(keys) => {
          const [id] = keys === 'all' ? [] : [...keys];
          const row = rows.find((each) => each.id === id);
          onShow(result.designs.map((_, d) => cellOf(row, d)));
        }}
      >
        {rows.map((row) => (
          <ListBoxItem key={row.id} id={row.id} textValue={spoken(row, letters)} className={styles.element as string}>
            <Glyph kind={row.kind} props={propsOf(result, row)} size={26} />
            <span className={styles.elementName}>
              {row.label || elementKinds[row.kind].label}
              {isUnsure(row) && (
                <small title={words.unsureHelp}>
                  {words.unsure}: {row.why}
                </small>
              )}
            </span>
            <span className={styles.columns}>
              {row.cells.map((cell, d) => (
                <span key={letters[d]} className={styles.cell} data-missing={cell === undefined || undefined}>
                  {cell === undefined ? '–' : <Check size={15} aria-hidden />}
                </span>
              ))}
            </span>
          </ListBoxItem>
        ))}
      </ListBox>
    </div>
  );
}

function cellOf(row: Row | undefined, d: number): readonly Id[] {
  const cell = row?.cells[d];
  return cell === undefined ? [] : [cell];
}

function propsOf(result: Result, row: Row): Readonly<Record<string, unknown>> {
  for (const [d, id] of row.cells.entries()) {
    const element = id === undefined ? undefined : result.designs[d]?.elements.get(id);
    if (element) return element.props as unknown as Readonly<Record<string, unknown>>;
  }
  return {};
}

/** "Channel orders, in A, not in B". */
function spoken(row: Row, letters: readonly string[]): string {
  const where = row.cells.map((cell, d) => (cell === undefined ? words.hasNot(letters[d] ?? '') : words.has(letters[d] ?? '')));
  return [`${elementKinds[row.kind].label} ${row.label}`, ...where].join(', ');
}
