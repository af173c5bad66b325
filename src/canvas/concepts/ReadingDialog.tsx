import { ArrowLeft, BookA } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { cardsOfRule } from '#rules/concepts/cards.ts';
import { ruleAt } from '#rules/concepts/glossary.ts';
import { RulePage, useRulePage } from '../findings/RulePage.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ConceptCard } from './ConceptCard.tsx';
import styles from './Concepts.module.css';
import { Glossary } from './Glossary.tsx';
import { CardLinks, type Go } from './Links.tsx';
import { words } from './labels.ts';
import { cardAt, type Library, useLibrary } from './load.ts';

const glossary = 'glossary';

/** Cards, rules and the glossary, which lead to each other and back. `start` is where the reading begins. */
export default function ReadingDialog({ start, onClose }: { readonly start: string; readonly onClose: () => void }) {
  const library = useLibrary();
  const [trail, setTrail] = useState<readonly string[]>([start]);
  const [text, setText] = useState('');
  const place = trail[trail.length - 1] ?? start;
  const before = trail[trail.length - 2];
  const go: Go = (next) => setTrail([...trail, next]);
  const back = () => setTrail(trail.length > 1 ? trail.slice(0, -1) : trail);
  const rule = ruleAt(place);
  const shown = useRulePage(rule ?? '');
  const titleOf = (of: string) =>
    of === glossary ? words.glossary : library && (library.rules.get(ruleAt(of) ?? '')?.title ?? cardAt(library, of)?.title);
  const title = (rule === undefined ? undefined : shown.page?.title) ?? titleOf(place) ?? rule ?? words.glossary;
  return (
    <Dialog title={title} size="l" isOpen onClose={onClose} reading>
      <nav className={styles.trail}>
        {before !== undefined && (
          <Button size="s" tone="quiet" icon={ArrowLeft} onPress={back}>
            {words.back(titleOf(before) ?? ruleAt(before) ?? before)}
          </Button>
        )}
        {place !== glossary && (
          <Button size="s" tone="quiet" icon={BookA} className={styles.toGlossary as string} onPress={() => go(glossary)}>
            {words.glossary}
          </Button>
        )}
      </nav>
      <Leaf key={`${trail.length} ${place}`} moved={trail.length > 1 || place !== start} quiet={place === glossary}>
        {rule !== undefined ? (
          <>
            <RulePage page={shown.page} loading={shown.loading} />
            {library && shown.page && <Concerned library={library} go={go} rule={shown.page} />}
          </>
        ) : !library ? (
          <p>{words.loading}</p>
        ) : place === glossary ? (
          <Glossary library={library} go={go} text={text} onText={setText} />
        ) : (
          <CardOrNothing library={library} go={go} place={place} />
        )}
      </Leaf>
    </Dialog>
  );
}

function CardOrNothing({ library, go, place }: { readonly library: Library; readonly go: Go; readonly place: string }) {
  const card = cardAt(library, place);
  return card ? <ConceptCard card={card} library={library} go={go} /> : <p>{words.missing}</p>;
}

/** From a rule to the kinds and properties that it is about. */
function Concerned({ library, go, rule }: { library: Library; go: Go; rule: Parameters<typeof cardsOfRule>[0] }) {
  const { kinds, properties } = cardsOfRule(rule);
  return (
    <div className={styles.card}>
      <CardLinks title={words.concerned} library={library} go={go} ids={kinds} />
      <CardLinks title={words.concernedProperties} library={library} go={go} ids={properties} most={10} />
    </div>
  );
}

/** One leaf of the book. Turning to another one begins at its top, and takes the focus along, which stood on a link that is gone. */
function Leaf({ moved, quiet, children }: { readonly moved: boolean; readonly quiet: boolean; readonly children: ReactNode }) {
  const leaf = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each leaf, as it is opened.
  useEffect(() => {
    if (!moved) return;
    leaf.current?.parentElement?.scrollTo({ top: 0 });
    if (!quiet) leaf.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div ref={leaf} tabIndex={-1} className={styles.leaf}>
      {children}
    </div>
  );
}
