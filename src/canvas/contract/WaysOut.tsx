import type { Edit } from '#model/edit.ts';
import { isPublished } from '#model/published.ts';
import { useBench } from '../bench.ts';
import { useStore } from '../store.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Contract.module.css';
import { fieldEdits } from './field-edits.ts';
import { modes, words } from './labels.ts';
import { nextMajor, ownName, renumbering, separation } from './major-change.ts';
import type { VersionProps } from './SchemaTab.tsx';
import type { Comparison, TriedWay } from './service.ts';

interface Offer {
  readonly title: string;
  readonly outcome: string;
  perform(): void;
}

type WaysOutProps = VersionProps & { readonly comparison: Comparison; readonly onLenient: () => void };

/** What would mend it, each tried before it is offered; and what keeps well what is well. */
export function WaysOut({ comparison, contract, version, onLenient }: WaysOutProps) {
  const bench = useBench();
  const { editor } = bench.session;
  const mayWrite = !useStore(editor.readOnly);
  const isBroken = comparison.pairs.some(({ points }) => points.some(({ compatible }) => !compatible));
  const frozen = isPublished(version);
  const set = (path: readonly string[], value: string) => ({ op: 'set', id: contract.id, path, value }) as const;

  const edit = (title: string, edits: readonly Edit[], then?: () => void) => () => {
    if (!editor.perform(edits)) return;
    editor.toast({ tone: 'ok', sentence: words.applied(title) });
    then?.();
  };
  const textOffer = ({ title, text, fields }: TriedWay, outcome: string): Offer => {
    const table = fieldEdits(contract.id, version, fields, editor.makeId);
    return { title, outcome, perform: edit(title, [set(['versions', version.id, 'text'], text), ...table]) };
  };
  const offers: Offer[] = [];
  if (!frozen) {
    for (const way of comparison.ways) offers.push(textOffer(way, way.left === 0 ? words.wayDone : words.wayLeft(way.left)));
    for (const way of comparison.care) offers.push(textOffer(way, words.wayCare));
  }
  for (const mode of comparison.modes) {
    const title = words.otherMode(modes.find(({ value }) => value === mode)?.label ?? mode);
    offers.push({ title, outcome: words.wayDone, perform: edit(title, [set(['compat'], mode)]) });
  }
  if (comparison.lenient) offers.push({ title: words.judgeLeniently, outcome: words.wayDone, perform: onLenient });
  if (isBroken && !frozen) offers.push(...majorOffers());

  /** Where the break is meant: said by the number, or moved to where nobody reads yet. */
  function majorOffers(): Offer[] {
    const now = () => editor.document.design;
    const major = nextMajor(contract, version);
    const ownTitle = words.newContract(ownName(now(), contract));
    const own: Offer = {
      title: ownTitle,
      outcome: words.wayNewContract,
      perform() {
        const id = editor.makeId();
        edit(ownTitle, separation(now(), contract, version, id), () => bench.contract.set(id))();
      },
    };
    if (major === undefined) return [own];
    const title = words.newMajor(major);
    const perform = () => edit(title, renumbering(now(), contract, version, major))();
    return [{ title, outcome: words.wayMajor, perform }, own];
  }

  if (offers.length === 0) return null;
  return (
    <section>
      <h3 className={styles.heading}>{isBroken ? words.ways : words.care}</h3>
      <ul className={styles.rollouts}>
        {offers.map(({ title, outcome, perform }) => (
          <li key={title} className={styles.way}>
            <span>
              {title} <span className={styles.quiet}>({outcome})</span>
            </span>
            {mayWrite && (
              <Button size="s" aria-label={`${words.apply}: ${title}`} onPress={perform}>
                {words.apply}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
