import type { ElementKind } from '#model/kind.ts';
import type { Card } from '#rules/concepts/cards.ts';
import { hintOf } from '#rules/concepts/glossary.ts';
import type { Source } from '#rules/sources.ts';
import { Glyph } from '../ui/Glyph.tsx';
import styles from './Concepts.module.css';
import { CardLink, CardLinks, type Go, RuleLinks } from './Links.tsx';
import { words } from './labels.ts';
import type { Library } from './load.ts';

export function ConceptCard({ card, library, go }: { readonly card: Card; readonly library: Library; readonly go: Go }) {
  const { sections, joins, of } = card;
  const elements = (ids: readonly string[]) => ids.map((id) => <CardLink key={id} library={library} go={go} id={id} />);
  const judged = card.examinedBy.length + card.readBy.length > 0;
  return (
    <article className={styles.card}>
      <p className={styles.lead}>
        {card.is === 'element' && <Glyph kind={card.id as ElementKind} size={34} />}
        {of === undefined ? <span>{hintOf(card, library.cards)}</span> : <CardLink library={library} go={go} id={of} />}
      </p>
      <p>{card.what}</p>
      {joins && (
        <p className={styles.joins}>
          <span>{words.joins}</span> {elements(joins.from)} <span>{words.to}</span> {elements(joins.to)}
        </p>
      )}
      {card.options.length > 0 && (
        <dl className={styles.options}>
          {card.options.map(({ value, label, help }) => (
            <div key={value}>
              <dt>{label}</dt>
              {help !== undefined && <dd>{help}</dd>}
            </div>
          ))}
        </dl>
      )}
      {sections &&
        (['use', 'not', 'wrong'] as const).map((name) => (
          <section key={name} data-section={name}>
            <h3>{words[name]}</h3>
            <p>{sections[name]}</p>
          </section>
        ))}
      <CardLinks
        title={card.is === 'property' ? words.rows : words.properties}
        library={library}
        go={go}
        ids={card.properties}
        of={card.id}
        most={12}
      />
      <h3>{words.checked}</h3>
      <RuleLinks title={words.examined} library={library} go={go} ids={card.examinedBy} />
      <RuleLinks
        title={card.examinedBy.length > 0 ? words.readByProperties : words.readBy}
        library={library}
        go={go}
        ids={card.readBy}
        most={card.examinedBy.length > 0 ? 3 : 6}
      />
      {!judged && <p>{words.unchecked}</p>}
      <CardLinks title={words.see} library={library} go={go} ids={card.see} {...(of !== undefined && { of })} />
      <Sources sources={card.sources} />
    </article>
  );
}

function Sources({ sources }: { readonly sources: readonly Source[] }) {
  if (sources.length === 0) return null;
  return (
    <>
      <h3>{words.sources}</h3>
      <ul className={styles.points}>
        {sources.map(({ title, url }) => (
          <li key={title}>
            {url === undefined ? (
              title
            ) : (
              <a href={url} target="_blank" rel="noreferrer noopener">
                {title}
              </a>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
