import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { variantOf } from '#brokers/index.ts';
import type { Point, RowFit } from '#rules/fit/fit.ts';
import type { Verdict } from '#rules/fit/verdicts.ts';
import { needLabels } from '#rules/fit/words.ts';
import { words as form } from '../inspector/labels.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import styles from './FitDialog.module.css';
import { words as labels } from './labels.ts';

const words = labels.fit;

interface FitRowProps {
  readonly row: RowFit;
  readonly name: string;
  /** Left out for who may only look. */
  readonly onUse: (() => void) | undefined;
}

/** One mode of a product: a mark for each need, then why not, or on which condition. */
export function FitRow({ row, name, onUse }: FitRowProps) {
  const [open, setOpen] = useState(false);
  const told = worseFirst.flatMap((verdict) => row.points.filter((point) => point.verdict === verdict && point.sentence !== ''));
  const noted = row.points.filter(({ sentence, notes }) => sentence === '' && notes.length > 0);
  return (
    <li className={styles.row}>
      <div className={styles.about}>
        <p className={styles.name}>
          <strong>{name}</strong> {row.inUse && <Badge tone="info">{words.inUse}</Badge>}
        </p>
        <p className={styles.help}>{variantOf(row.product, row.variant)?.help}</p>
        <Marks points={row.points} />
        {told.length > 0 && (
          <ul className={styles.reasons}>
            {told.map((point) => (
              <li key={`${point.kind} ${point.sentence}`} data-verdict={point.verdict}>
                {point.sentence} {point.notes.length > 0 && <small>({point.notes.join('; ')})</small>}{' '}
                {!point.verified && <Badge title={form.notVerifiedHelp}>{form.notVerified}</Badge>}
              </li>
            ))}
          </ul>
        )}
        {noted.length > 0 && (
          <>
            <AriaButton
              className={styles.details as string}
              aria-expanded={open}
              aria-label={words.detailsOf(name)}
              onPress={() => setOpen(!open)}
            >
              <ChevronRight size={14} aria-hidden />
              {words.details}
            </AriaButton>
            {open && (
              <ul className={styles.notes}>
                {noted.map(({ kind, notes }) => (
                  <li key={`${kind} ${notes.join()}`}>
                    {needLabels[kind]}: {notes.join('; ')}
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </div>
      {onUse && (
        <Button size="s" aria-label={words.chooseNamed(name)} onPress={onUse}>
          {words.use}
        </Button>
      )}
    </li>
  );
}

const worseFirst: readonly Verdict[] = ['no', 'if', 'fits'];

/** Each kind of need once, with the worst that is said of it. What is not verified is marked here unless a sentence does. */
function Marks({ points }: { readonly points: readonly Point[] }) {
  const kinds = [...new Set(points.map(({ kind }) => kind))];
  if (kinds.length === 0) return null;
  return (
    <ul className={styles.marks}>
      {kinds.map((kind) => {
        const of = points.filter((point) => point.kind === kind);
        const verdict = worseFirst.find((each) => of.some((point) => point.verdict === each)) ?? 'fits';
        const doubtful = of.some((point) => !point.verified && point.sentence === '');
        return (
          <li key={kind} data-verdict={verdict} title={doubtful ? form.notVerifiedHelp : undefined}>
            <span aria-hidden>{words.marks[verdict]}</span> {needLabels[kind]}
            <span className="quiet">: {words.marked[verdict]}</span>
            {doubtful && <em>{form.notVerified}</em>}
          </li>
        );
      })}
    </ul>
  );
}
