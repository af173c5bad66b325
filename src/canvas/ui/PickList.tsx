import { Plus } from 'lucide-react';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { Autocomplete, Menu, MenuItem } from 'react-aria-components';
import { Keys } from './Keys.tsx';
import { words } from './labels.ts';
import { fitting } from './match.ts';
import styles from './PickList.module.css';
import { SearchField } from './TextField.tsx';

export interface Pickable {
  readonly id: string;
  readonly label: string;
  /** A second line, or words that are searched too. */
  readonly help?: string;
  readonly keys?: string;
  readonly mark?: ReactNode;
}

export interface PickListProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly items: readonly Pickable[];
  /** What can be made from the typed words, if anything: the words of the offer. */
  readonly create?: readonly { readonly id: string; readonly label: (typed: string) => string; readonly mark?: ReactNode }[];
  readonly emptyText: string;
  readonly onPick: (id: string) => void;
  readonly onCreate?: (id: string, typed: string) => void;
}

/** More lines than this nobody reads, and each costs time with every letter: who looks for something types on. */
const most = 50;

/** As many are seen without scrolling: they are painted first, the rest of the list after them. */
const seen = 12;
const nothing: readonly never[] = [];

/** Type to find, arrows to choose, Enter to take: the one list that dialogs and popovers pick from. */
export function PickList({ label, placeholder, items, create = [], emptyText, onPick, onCreate }: PickListProps) {
  const [typed, setTyped] = useState('');
  const found = useMemo(() => fitting(items, (item) => `${item.label} ${item.help ?? ''}`, typed, most), [items, typed]);
  const shown = useSeenFirst(found);
  const exact = items.some((item) => item.label.toLowerCase() === typed.trim().toLowerCase());
  const offers = exact && typed.trim() !== '' ? [] : create;
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <div className={styles.picker}>
        <SearchField autoFocus label={label} placeholder={placeholder} />
        <Menu
          aria-label={label}
          className={styles.list as string}
          renderEmptyState={() => <p className={styles.empty}>{emptyText}</p>}
          onAction={(key) => {
            const text = String(key);
            if (text.startsWith('create:')) onCreate?.(text.slice(7), typed.trim());
            else onPick(text);
          }}
        >
          {shown.map((item) => (
            <MenuItem key={item.id} id={item.id} textValue={item.label} className={styles.item as string}>
              {item.mark}
              <span className={styles.words}>
                {item.label}
                {item.help && <small>{item.help}</small>}
              </span>
              {item.keys && <Keys keys={item.keys} />}
            </MenuItem>
          ))}
          {offers.map((offer) => (
            <MenuItem
              key={`create:${offer.id}`}
              id={`create:${offer.id}`}
              textValue={offer.label(typed)}
              className={styles.item as string}
            >
              {offer.mark ?? <Plus aria-hidden size={16} />}
              <span className={styles.words}>{offer.label(typed.trim())}</span>
            </MenuItem>
          ))}
        </Menu>
        {found.length === most && items.length > most && <p className={styles.empty}>{words.typeOn}</p>}
      </div>
    </Autocomplete>
  );
}

/** The beginning of a list at once, and all of it as soon as that has been painted. */
function useSeenFirst<T>(list: readonly T[]): readonly T[] {
  const painted = useDeferredValue(list, nothing);
  return useMemo(() => (painted === list ? list : list.slice(0, seen)), [painted, list]);
}
