import { useMemo, useState } from 'react';
import { Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components';
import type { Id } from '#base/ids.ts';
import { EmptyState } from '#canvas/ui/Badge.tsx';
import { Button } from '#canvas/ui/Button.tsx';
import { Segmented } from '#canvas/ui/Choice.tsx';
import { Select } from '#canvas/ui/Select.tsx';
import { SearchField } from '#canvas/ui/TextField.tsx';
import type { Category, Importance } from '#compare/difference.ts';
import styles from './Compare.module.css';
import type { Result } from './comparison.ts';
import { countedCategories, type Filter, lettersIn, shownDifferences } from './filter.ts';
import { LetterBadge } from './LetterBadge.tsx';
import { categoryWords, importanceWords, words } from './labels.ts';

const everything: Filter = { text: '', category: 'all', least: 3 };

/** The differences as sentences; choosing one shows it in every pane. Arrow keys go through the list. */
export function DifferenceList({
  result,
  onShow,
}: {
  readonly result: Result;
  readonly onShow: (ids: readonly (readonly Id[])[]) => void;
}) {
  const [filter, setFilter] = useState(everything);
  const [chosen, setChosen] = useState<string>();
  const { differences } = result;
  const groups = useMemo(() => shownDifferences(differences, filter), [differences, filter]);
  const counted = useMemo(() => countedCategories(differences), [differences]);
  if (differences.length === 0) return <EmptyState title={words.none}>{words.noneText}</EmptyState>;
  return (
    <div className={styles.list}>
      <div className={styles.filters}>
        <SearchField label={words.search} value={filter.text} onChange={(text) => setFilter({ ...filter, text })} />
        <div className={styles.filterRow}>
          <Segmented
            aria-label={words.least}
            options={([1, 2, 3] as const).map((value) => ({ value: String(value), label: words.leasts[value] }))}
            value={String(filter.least)}
            onChange={(value) => setFilter({ ...filter, least: Number(value) as Importance })}
          />
          <Select
            aria-label={words.category}
            options={[
              { value: 'all', label: words.allCategories },
              ...counted.map(({ category, count }) => ({ value: category, label: `${categoryWords[category]} (${count})` })),
            ]}
            value={filter.category}
            onChange={(category) => setFilter({ ...filter, category: category as Category | 'all' })}
          />
        </div>
      </div>
      {groups.length === 0 ? (
        <EmptyState
          title={words.noneFound}
          action={
            <Button size="s" onPress={() => setFilter(everything)}>
              {words.clear}
            </Button>
          }
        >
          {words.noneFoundText(differences.length)}
        </EmptyState>
      ) : (
        <ListBox
          aria-label={words.tabs.differences}
          className={styles.rows as string}
          selectionMode="single"
          selectionBehavior="replace"
          selectedKeys={chosen === undefined ? [] : [chosen]}
          onSelectionChange={(keys) => {
            const [id] = keys === 'all' ? [] : [...keys];
            const difference = differences.find((each) => each.id === id);
            setChosen(difference?.id);
            onShow(difference?.ids ?? result.designs.map(() => []));
          }}
        >
          {groups.map(({ importance, items }) => (
            <ListBoxSection key={importance} id={`importance-${importance}`}>
              <Header className={styles.groupHead}>
                {importanceWords[importance]} <span>{items.length}</span>
              </Header>
              {items.map((difference) => (
                <ListBoxItem
                  key={difference.id}
                  id={difference.id}
                  textValue={difference.sentence}
                  className={styles.row as string}
                >
                  <span className={styles.sentence}>
                    <Sentence text={difference.sentence} designs={result.designs.length} />
                  </span>
                  {(importance > 1 || difference.unsure) && (
                    <span className={styles.rowMore}>
                      {importance > 1 && categoryWords[difference.category]}
                      {difference.unsure && <em title={words.unsureHelp}>{words.unsure}</em>}
                    </span>
                  )}
                </ListBoxItem>
              ))}
            </ListBoxSection>
          ))}
        </ListBox>
      )}
    </div>
  );
}

function Sentence({ text, designs }: { readonly text: string; readonly designs: number }) {
  const pieces = lettersIn(text, designs);
  return pieces.map((piece, i) => {
    const before = pieces[i - 1];
    if (typeof piece !== 'string') {
      // A letter keeps its line with the word behind it.
      const next = pieces[i + 1];
      const [word] = typeof next === 'string' ? (/^\S*\s?\S*/.exec(next) ?? ['']) : [''];
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one unchanging sentence.
        <span key={i} className={styles.unbroken}>
          <LetterBadge letter={piece.letter} small />
          {word}
        </span>
      );
    }
    return typeof before === 'object' ? piece.replace(/^\S*\s?\S*/, '') : piece;
  });
}
