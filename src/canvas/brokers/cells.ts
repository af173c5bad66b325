import type { Capabilities, Cell, Variant } from '#brokers/capabilities.ts';
import { bytesOf, durationMs } from '#model/property.ts';
import { sizeInWords, spanInWords } from '#rules/helpers/amounts.ts';
import { cellWords, sections } from './labels.ts';

export interface ShownCell {
  readonly name: string;
  readonly value: string;
  /** What qualifies it; empty where there is nothing to add. */
  readonly note: string;
  readonly verified: boolean;
}

export interface ShownSection {
  readonly title: string;
  readonly cells: readonly ShownCell[];
}

/** A cell's value as people say it; empty where it has none of its own, and the note says why. */
export function cellValue(column: keyof Capabilities, { value }: Cell): string {
  if (value === '?' || value === '-') return '';
  const known = cellWords[column]?.[value];
  if (known !== undefined) return known;
  if (value === 'yes' || value === 'no') return value === 'yes' ? 'Yes' : 'No';
  const time = durationMs(value);
  if (time !== undefined) return capital(spanInWords(time));
  const size = bytesOf(value);
  return size === undefined ? capital(value) : sizeInWords(size);
}

/** Everything that is known of a mode, in words; cells that do not apply are left out. */
export function profileOf(row: Variant): readonly ShownSection[] {
  return sections.map(({ title, cells }) => ({
    title,
    cells: Object.entries(cells).flatMap(([column, name]): ShownCell[] => {
      const cell = row[column as keyof Capabilities];
      const value = cellValue(column as keyof Capabilities, cell);
      if (value === '' && cell.note === '') return [];
      const said = value === '' ? capital(cell.note) : value;
      return [{ name, value: said, note: value === '' ? '' : cell.note, verified: cell.verified }];
    }),
  }));
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
