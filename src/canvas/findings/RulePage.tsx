import { useEffect, useState } from 'react';
import { type OwnRule, settledIn } from '#model/checking.ts';
import type { RulePage as Page } from '#rules/page.ts';
import { useBench } from '../bench.ts';
import { fetchedLater } from '../later.ts';
import { Badge } from '../ui/Badge.tsx';
import { words } from './labels.ts';
import styles from './RulePage.module.css';

const pages = fetchedLater(() => Promise.all([import('#rules/index.ts'), import('#rules/page.ts')]));

/** The rule with this id: of the catalogue, else one that the team wrote. */
async function ruleWith(id: string, ownRules: readonly OwnRule[]): Promise<Page | undefined> {
  const [{ ruleOf }, { rulePage }] = await pages();
  const own = ownRules.filter((each) => each.id === id);
  const rule = ruleOf(id) ?? (own.length > 0 ? (await import('#rules/own/compile.ts')).compileOwnRules(own).rules[0] : undefined);
  return rule && rulePage(rule);
}

/** The page of one rule; the rules are a chunk of their own. */
export function useRulePage(id: string): { readonly page: Page | undefined; readonly loading: boolean } {
  const { editor } = useBench().session;
  const [found, setFound] = useState<{ readonly id: string; readonly page: Page | undefined }>();
  useEffect(() => {
    let wanted = true;
    void ruleWith(id, settledIn(editor.design.get().checking).ownRules).then((page) => {
      if (wanted) setFound({ id, page });
    });
    return () => {
      wanted = false;
    };
  }, [id, editor]);
  return found?.id === id ? { page: found.page, loading: false } : { page: undefined, loading: true };
}

export function RulePage({ page, loading }: { readonly page: Page | undefined; readonly loading: boolean }) {
  if (!page) return <p>{loading ? words.page.loading : words.page.missing}</p>;
  const bad = page.bad[0];
  const good = page.good[0];
  return (
    <div className={styles.page}>
      <p className={styles.lead}>
        <Badge tone={page.severity === 'hint' ? 'info' : page.severity}>{words.severityOne[page.severity]}</Badge>
        <span>{page.category}</span>
        <code>{page.id}</code>
      </p>
      <p>{page.summary}</p>
      <h3>{words.page.why}</h3>
      <p>{page.why}</p>
      <Points title={words.page.mend} items={page.mend} />
      <div className={styles.examples}>
        {bad && <Example title={words.page.bad} sketch={bad.sketch} />}
        {good && <Example title={words.page.good} sketch={good.sketch} />}
      </div>
      <Points title={words.page.notWhen} items={page.notWhen} />
      {page.sources.length > 0 && (
        <>
          <h3>{words.page.sources}</h3>
          <ul className={styles.points}>
            {page.sources.map((source) => (
              <li key={source.title}>
                {source.url === undefined ? (
                  source.title
                ) : (
                  <a href={source.url} target="_blank" rel="noreferrer noopener">
                    {source.title}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Points({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className={styles.points}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </>
  );
}

function Example({ title, sketch }: { readonly title: string; readonly sketch: string }) {
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <pre className={styles.sketch}>{sketch.trim()}</pre>
    </figure>
  );
}
