import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { hintOf } from '#rules/concepts/glossary.ts';
import { words as findingWords } from '../findings/labels.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import styles from './Concepts.module.css';
import { words } from './labels.ts';
import type { Library } from './load.ts';

/** Goes to a place of the library: a card, a rule, the glossary. */
export type Go = (place: string) => void;

interface LinksProps {
  readonly library: Library;
  readonly go: Go;
  readonly ids: readonly string[];
}

export function CardLink({ library, go, id, of }: Omit<LinksProps, 'ids'> & { readonly id: string; readonly of?: string }) {
  const card = library.cards.get(id);
  if (!card) return null;
  const hint = card.is === 'property' && card.of !== of ? hintOf(card, library.cards) : undefined;
  return (
    <AriaButton className={styles.chip as string} onPress={() => go(id)}>
      {card.title}
      {hint !== undefined && <small>{hint}</small>}
    </AriaButton>
  );
}

/** Cards as chips; those of another kind than `of` say which. */
export function CardLinks({ title, of, most = 24, ...rest }: LinksProps & { title?: string; of?: string; most?: number }) {
  const { shown, more } = useSome(rest.ids, most);
  if (rest.ids.length === 0) return null;
  return (
    <>
      {title !== undefined && <h3>{title}</h3>}
      <ul className={styles.chips}>
        {shown.map((id) => (
          <li key={id}>
            <CardLink library={rest.library} go={rest.go} id={id} {...(of !== undefined && { of })} />
          </li>
        ))}
        {more && <li>{more}</li>}
      </ul>
    </>
  );
}

/** Rules with what they look for; the first few, then the rest on demand. */
export function RuleLinks({ title, most = 6, library, go, ids }: LinksProps & { title: string; most?: number }) {
  const { shown, more } = useSome(ids, most);
  if (ids.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul className={styles.rules}>
        {shown.map((id) => {
          const rule = library.rules.get(id);
          return (
            rule && (
              <li key={id}>
                <Badge tone={rule.severity === 'hint' ? 'info' : rule.severity}>{findingWords.severityOne[rule.severity]}</Badge>
                <AriaButton className={styles.link as string} onPress={() => go(`rule/${id}`)}>
                  {rule.title}
                </AriaButton>
                <p>{rule.summary}</p>
              </li>
            )
          );
        })}
      </ul>
      {more}
    </>
  );
}

/** The first few of a list, and the button that shows the rest. */
function useSome(ids: readonly string[], most: number) {
  const [all, setAll] = useState(false);
  const shown = all || ids.length <= most + 1 ? ids : ids.slice(0, most);
  const left = ids.length - shown.length;
  const more =
    left > 0 ? (
      <Button size="s" tone="quiet" onPress={() => setAll(true)}>
        {words.more(left)}
      </Button>
    ) : undefined;
  return { shown, more };
}
