import type { DecisionAnswer, WorkshopView } from '#wire/workshop.ts';
import { words } from './labels.ts';
import { useMaterial } from './use-material.ts';
import styles from './Workshop.module.css';

/** At most so many answers stand side by side; groups that answered alike share one. */
const mostColumns = 4;

interface Column {
  readonly groups: readonly string[];
  readonly answers: ReadonlyMap<string, DecisionAnswer>;
}

/** What each group decided; alike columns are one, and what differs is marked. Only an instructor is told the answers. */
export function DecisionTable({ view }: { readonly view: WorkshopView }) {
  const material = useMaterial(view.id, view.solutionsRevealed);
  const columns = columnsOf(view);
  if (!material) return <p className="quiet">{words.opening}</p>;
  const shown = columns.slice(0, mostColumns);
  return (
    <div className={styles.tableWrap}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{words.decision}</th>
            {shown.map(({ groups }) => (
              <th key={groups[0]} scope="col">
                {groups[0]}
                <small title={groups.join(', ')}>{words.likeOthers(groups.length - 1)}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {material.decisions.map(({ id, question }) => {
            const said = shown.map(({ answers }) => answers.get(id));
            const differ = new Set(said.map((each) => plain(each?.answer))).size > 1;
            return (
              <tr key={id} data-differ={differ || undefined}>
                <th scope="row">{question}</th>
                {shown.map(({ groups }, i) => (
                  <td key={groups[0]}>
                    {said[i] ? (
                      <>
                        {said[i].answer}
                        <small>{said[i].reason}</small>
                      </>
                    ) : (
                      <em>{words.noAnswer}</em>
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function columnsOf(view: WorkshopView): readonly Column[] {
  const columns = new Map<string, { groups: string[]; answers: Map<string, DecisionAnswer> }>();
  for (const { name, answers } of view.answered ?? []) {
    const key = JSON.stringify(answers.map(({ decision, answer }) => [decision, plain(answer)]).sort());
    const known = columns.get(key);
    if (known) known.groups.push(name);
    else columns.set(key, { groups: [name], answers: new Map(answers.map((each) => [each.decision, each])) });
  }
  // What most groups say comes first.
  return [...columns.values()].sort((a, b) => b.groups.length - a.groups.length);
}

function plain(answer: string | undefined): string {
  return (answer ?? '').trim().toLowerCase().replace(/\s+/g, ' ');
}
