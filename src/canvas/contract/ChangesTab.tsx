import { ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Mode } from '#contracts/policy.ts';
import { nameOf } from '#model/design.ts';
import type { Version } from '#model/kinds/version.ts';
import { useBench } from '../bench.ts';
import { useStore } from '../store.ts';
import { Badge } from '../ui/Badge.tsx';
import { Select } from '../ui/Select.tsx';
import { useMeaning } from '../use-meaning.ts';
import styles from './Contract.module.css';
import { modes, words } from './labels.ts';
import type { VersionProps } from './SchemaTab.tsx';
import { createSchemaEditor, type SchemaEditor } from './schema-editor.ts';
import { formatOf, schemaOf } from './schemas.ts';
import type { Comparison, Pair, Point, Profile, Span } from './service.ts';
import { useAnswer } from './use-answer.ts';
import { usesOf } from './uses.ts';
import { WaysOut } from './WaysOut.tsx';

/** Who can still read what: the version that is shown against those before it, as the contract's mode asks. */
export function ChangesTab({ contract, version }: VersionProps) {
  const { editor } = useBench().session;
  const readOnly = useStore(editor.readOnly);
  const [profile, setProfile] = useState<Profile>('registry');
  const { compat, versions } = contract.props;
  const earlier = versions.slice(
    0,
    versions.findIndex((each) => each.id === version.id),
  );
  const compared = (each: Version) => {
    const schema = schemaOf(each);
    return schema ? [{ ...schema, version: each.version, status: each.status === '?' ? ('draft' as const) : each.status }] : [];
  };
  const [candidate] = compared(version);
  const before = earlier.flatMap(compared);
  const mode = compat === '?' ? undefined : (compat as Mode);
  const asked = mode !== undefined && mode !== 'NONE' && candidate !== undefined && before.length > 0;
  const answer = useAnswer(asked ? { kind: 'compare', before, candidate, mode, profile } : undefined);
  const silent = [...earlier, version].filter((each) => !schemaOf(each));

  return (
    <div className={styles.changes}>
      <div className={styles.tools}>
        <Select
          label={words.mode}
          options={modes.map((each) => ({ ...each, unsure: each.value === '?' }))}
          value={compat}
          isDisabled={readOnly}
          onChange={(value) => editor.perform([{ op: 'set', id: contract.id, path: ['compat'], value }])}
        />
        <Select
          label={words.profile}
          options={Object.entries(words.profiles).map(([value, { label, help }]) => ({ value, label, help }))}
          value={profile}
          onChange={(value) => setProfile(value as Profile)}
        />
      </div>
      {mode === undefined && <p className={styles.quiet}>{words.modeUnknown}</p>}
      {mode === 'NONE' && <p className={styles.quiet}>{words.modeNone}</p>}
      {earlier.length === 0 && <p className={styles.quiet}>{words.fewVersions}</p>}
      {silent.length > 0 && earlier.length > 0 && (
        <p className={styles.quiet}>{silent.map((each) => words.noText(each.version)).join(' ')}</p>
      )}
      {asked && !answer && <p className={styles.quiet}>{words.reading}</p>}
      {answer?.ok === false && <p role="alert">{answer.faults[0]?.message}</p>}
      {answer?.ok && (
        <Pairs comparison={answer.value} contract={contract} version={version} onLenient={() => setProfile('lenient')} />
      )}
    </div>
  );
}

type PairsProps = VersionProps & { readonly comparison: Comparison; readonly onLenient: () => void };

function Pairs({ comparison, contract, version, onLenient }: PairsProps) {
  const [shown, setShown] = useState<{ readonly pair: Pair; readonly point: Point }>();
  const textOf = (number: string) => contract.props.versions.find((each) => each.version === number)?.text ?? '';
  return (
    <>
      {comparison.notes.map((note) => (
        <p key={note} className={styles.quiet}>
          {note}
        </p>
      ))}
      <ul className={styles.pairs}>
        {comparison.pairs.map((pair) => (
          <PairView
            key={`${pair.reader} ${pair.writer}`}
            pair={pair}
            contract={contract}
            shown={shown?.pair === pair ? shown.point : undefined}
            onShow={(point) => setShown({ pair, point })}
          />
        ))}
      </ul>
      <WaysOut comparison={comparison} contract={contract} version={version} onLenient={onLenient} />
      {comparison.rollouts.length > 0 && <Rollouts comparison={comparison} contract={contract} />}
      {shown && (
        <div className={styles.both}>
          <TextBeside label={shown.pair.writer} text={textOf(shown.pair.writer)} version={version} span={shown.point.inWriter} />
          <TextBeside label={shown.pair.reader} text={textOf(shown.pair.reader)} version={version} span={shown.point.inReader} />
        </div>
      )}
    </>
  );
}

const tones = { safe: 'ok', waits: 'warning', breaks: 'error' } as const;

/** For each order of the upgrade what happens on the way, and to whom in this design. */
function Rollouts({ comparison, contract }: { readonly comparison: Comparison; readonly contract: VersionProps['contract'] }) {
  const { editor } = useBench().session;
  const design = useMeaning(editor);
  const consumers = [...new Set(usesOf(design, contract.id).flatMap((use) => use.consumers))].map((id) => nameOf(design, id));
  return (
    <section>
      <h3 className={styles.heading}>{words.rollouts}</h3>
      <ul className={styles.rollouts}>
        {comparison.rollouts.map(({ order, verdict, sentence }) => (
          <li key={order}>
            <strong>{words.orders[order]}</strong> <Badge tone={tones[verdict]}>{words.verdicts[verdict]}</Badge>
            <p className={styles.quiet}>
              {sentence} {verdict === 'breaks' && consumers.length > 0 && words.hit(consumers)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface PairProps {
  readonly pair: Pair;
  readonly contract: VersionProps['contract'];
  readonly shown: Point | undefined;
  readonly onShow: (point: Point) => void;
}

function PairView({ pair, contract, shown, onShow }: PairProps) {
  const { editor } = useBench().session;
  const design = useMeaning(editor);
  const [open, setOpen] = useState(false);
  const broken = pair.points.filter((point) => !point.compatible);
  const harmless = pair.points.filter((point) => point.compatible);
  const readers = usesOf(design, contract.id).find((use) => use.version.version === pair.reader)?.consumers ?? [];
  return (
    <li className={styles.pair} data-broken={broken.length > 0 || undefined}>
      <h3 className={styles.verdict}>
        <Badge tone={broken.length > 0 ? 'error' : 'ok'}>{broken.length > 0 ? '✕' : '✓'}</Badge>
        {broken.length > 0 ? words.cannotRead(pair.reader, pair.writer) : words.canRead(pair.reader, pair.writer)}
      </h3>
      {broken.map((point, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the points of one answer never change.
        <PointView key={i} point={point} chosen={shown === point} onShow={() => onShow(point)} />
      ))}
      {broken.length > 0 && (
        <p className={styles.quiet}>
          {readers.length > 0 ? words.hit(readers.map((id) => nameOf(design, id))) : words.hitNobody}
        </p>
      )}
      {pair.proof !== undefined ? (
        <>
          <p className={styles.quiet}>{broken.length > 0 ? words.proof : words.disproof}</p>
          <pre className={styles.payload}>{pair.proof}</pre>
        </>
      ) : (
        broken.length > 0 && pair.searched && <p className={styles.quiet}>{words.ruleOnly}</p>
      )}
      {pair.points.length === 0 && <p className={styles.quiet}>{words.same}</p>}
      {harmless.length > 0 && (
        <>
          <AriaButton className={styles.fold as string} aria-expanded={open} onPress={() => setOpen(!open)}>
            <ChevronRight size={14} aria-hidden />
            {words.allowed(harmless.length)}
          </AriaButton>
          {open &&
            harmless.map((point, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <PointView key={i} point={point} chosen={shown === point} onShow={() => onShow(point)} />
            ))}
        </>
      )}
    </li>
  );
}

function PointView({ point, chosen, onShow }: { readonly point: Point; readonly chosen: boolean; readonly onShow: () => void }) {
  return (
    <div className={styles.point} data-quiet={point.compatible || undefined}>
      <AriaButton className={styles.pointButton as string} aria-pressed={chosen} onPress={onShow}>
        {point.message}
      </AriaButton>
      {point.details.map((detail) => (
        <p key={detail} className={styles.quiet}>
          {detail}
        </p>
      ))}
      <p className={styles.rule}>
        {words.rule} <code>{point.rule}</code>
      </p>
    </div>
  );
}

/** One of two texts side by side, with the place in question marked. */
function TextBeside({
  label,
  text,
  version,
  span,
}: {
  readonly label: string;
  readonly text: string;
  readonly version: Version;
  readonly span: Span | undefined;
}) {
  const parent = useRef<HTMLDivElement>(null);
  const code = useRef<SchemaEditor>(undefined);
  const format = formatOf(version);
  useEffect(() => {
    if (!parent.current) return undefined;
    const view = createSchemaEditor({
      parent: parent.current,
      label: words.textLabel(label),
      readOnly: true,
      format,
      typed() {},
      undo: () => false,
      redo: () => false,
    });
    code.current = view;
    return () => view.destroy();
  }, [label, format]);
  useEffect(() => {
    code.current?.show(text);
    code.current?.mark(span ? [{ ...span, message: label }] : [], 'warning');
    if (span) code.current?.reveal(span.line);
  }, [text, span, label]);
  return (
    <section className={styles.beside}>
      <h4 className={styles.heading}>{label}</h4>
      <div ref={parent} className={styles.code} />
    </section>
  );
}
