import { useMemo } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { findTerms, type Term } from '#rules/concepts/glossary.ts';
import { SearchField } from '../ui/TextField.tsx';
import styles from './Concepts.module.css';
import type { Go } from './Links.tsx';
import { words } from './labels.ts';
import type { Library } from './load.ts';

interface GlossaryProps {
  readonly library: Library;
  readonly go: Go;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** All terms, by sort; what fits best first once something is typed. */
export function Glossary({ library, go, text, onText }: GlossaryProps) {
  const found = useMemo(() => findTerms(library.terms, text), [library, text]);
  const typed = text.trim() !== '';
  return (
    <div className={styles.glossary}>
      <SearchField label={words.search} value={text} onChange={onText} autoFocus />
      <p role="status" className={styles.status}>
        {found.length === 0 ? words.none : words.found(found.length)}
      </p>
      {typed ? <Terms terms={found} go={go} /> : <Sections terms={found} go={go} />}
    </div>
  );
}

function Sections({ terms, go }: { readonly terms: readonly Term[]; readonly go: Go }) {
  return (['element', 'edge', 'row', 'property', 'rule'] as const).map((is) => (
    <section key={is}>
      <h3>{words.sections[is]}</h3>
      <Terms terms={terms.filter((term) => term.is === is)} go={go} />
    </section>
  ));
}

function Terms({ terms, go }: { readonly terms: readonly Term[]; readonly go: Go }) {
  return (
    <ul className={styles.terms}>
      {terms.map(({ place, is, title, hint, says }) => (
        <li key={place}>
          <AriaButton className={styles.term as string} onPress={() => go(place)}>
            <strong>{title}</strong> <small>{is === 'rule' ? `${words.rule}: ${hint}` : hint}</small>
            <span>{says}</span>
          </AriaButton>
        </li>
      ))}
    </ul>
  );
}
