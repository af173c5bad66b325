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
  const reasons = row.points.filter(({ sentence }) => sentence !== '');
  return (
    <li className={styles.row}>
      <div className={styles.about}>
        <p className={styles.name}>
          <strong>{name}</strong> {row.inUse && <Badge tone="info">{words.inUse}</Badge>}
        </p>
        <p className={styles.help}>{variantOf(row.product, row.variant)?.help}</p>
        <Marks points={row.points} />
        {reasons.length > 0 && (
          <ul className={styles.reasons}>
            {reasons.map((point) => (
              <li key={`${point.kind} ${point.sentence}`} data-verdict={point.verdict}>
                {point.sentence}
                {point.notes.length > 0 && <small> {point.notes.join('; ')}.</small>}{' '}
                {!point.verified && <Badge title={form.notVerifiedHelp}>{form.notVerified}</Badge>}
              </li>
            ))}
          </ul>
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

/** Each kind of need once, with the worst that is said of it. */
function Marks({ points }: { readonly points: readonly Point[] }) {
  const kinds = [...new Set(points.map(({ kind }) => kind))];
  if (kinds.length === 0) return null;
  return (
    <ul className={styles.marks}>
      {kinds.map((kind) => {
        const of = points.filter((point) => point.kind === kind);
        const verdict = worseFirst.find((each) => of.some((point) => point.verdict === each)) ?? 'fits';
        const verified = of.every((point) => point.verified);
        return (
          <li key={kind} data-verdict={verdict} title={verified ? undefined : form.notVerifiedHelp}>
            <span aria-hidden>{words.marks[verdict]}</span> {needLabels[kind]}
            <span className="quiet">: {words.marked[verdict]}</span>
            {!verified && <em>{form.notVerified}</em>}
          </li>
        );
      })}
    </ul>
  );
}
