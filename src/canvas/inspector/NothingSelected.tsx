import { count } from '#base/text.ts';
import { cssName } from '#drawing/tokens.ts';
import type { Design } from '#model/design.ts';
import { EmptyState } from '../ui/Badge.tsx';
import styles from './Inspector.module.css';
import { words } from './labels.ts';
import { legend } from './legend.ts';

/** With nothing selected: how large the design is, and what the arrows mean. */
export function NothingSelected({ design }: { readonly design: Design }) {
  return (
    <div className={styles.inspector}>
      <EmptyState title={words.nothing}>
        <p>{words.nothingHelp}</p>
        {design.elements.size > 0 && (
          <p>{words.size(count(design.elements.size, 'element'), count(design.edges.size, 'arrow'))}</p>
        )}
      </EmptyState>
      <section className={styles.connections}>
        <h2 className={styles.sectionTitle}>{words.legend}</h2>
        <ul className={styles.legend}>
          {legend.map(({ kind, says, dash, start, end }) => (
            <li key={kind}>
              <svg width="46" height="12" viewBox="0 0 46 12" aria-hidden="true" style={{ color: `var(${cssName(kind)})` }}>
                <path
                  d={`M${start ? 7 : 1} 6H${end === 'none' ? 45 : 37}`}
                  stroke="currentColor"
                  strokeWidth="2"
                  strokeDasharray={dash}
                  fill="none"
                />
                {start && (
                  <circle
                    cx="4"
                    cy="6"
                    r="2.7"
                    stroke="currentColor"
                    strokeWidth="1.6"
                    fill={start === 'dot' ? 'currentColor' : 'none'}
                  />
                )}
                <path
                  d={ends[end]}
                  stroke="currentColor"
                  strokeWidth="2"
                  fill={end === 'filled' ? 'currentColor' : 'none'}
                  strokeLinejoin="round"
                  strokeLinecap="round"
                />
              </svg>
              {says}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

const ends = {
  filled: 'M37 2L45 6L37 10Z',
  open: 'M37 1.5L44 6L37 10.5',
  barred: 'M37 1.5L44 6L37 10.5M36 1.5V10.5',
  cross: 'M37 2L44 10M44 2L37 10',
  none: '',
} as const;
