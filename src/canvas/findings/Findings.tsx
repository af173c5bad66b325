import { BookOpen, ChevronRight, Eye, EyeOff, Handshake, SlidersHorizontal, Wrench } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button as AriaButton, ToggleButton } from 'react-aria-components';
import { settledIn } from '#model/checking.ts';
import { nameOf } from '#model/design.ts';
import { useBench } from '../bench.ts';
import { questionWords } from '../inspector/question-words.ts';
import { useStore } from '../store.ts';
import { Badge, EmptyState } from '../ui/Badge.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Choice.tsx';
import { Menu, MenuItem, MenuTrigger } from '../ui/Menu.tsx';
import { SearchField } from '../ui/TextField.tsx';
import { AcceptedList } from './AcceptedList.tsx';
import type { Checking, ShownFinding } from './checking.ts';
import { countsOf } from './counts.ts';
import styles from './Findings.module.css';
import { words } from './labels.ts';
import { type FoldedFinding, groupedFindings } from './shown.ts';

type Severity = ShownFinding['severity'];
const severities: readonly Severity[] = ['error', 'warning', 'hint'];
const tones = { error: 'error', warning: 'warning', hint: 'info' } as const;

export default function Findings() {
  const { checking } = useBench().session;
  return checking ? <Panel checking={checking} /> : <EmptyState title={words.off} />;
}

function Panel({ checking }: { readonly checking: Checking }) {
  const { editor } = useBench().session;
  const findings = useStore(checking.findings);
  const hidden = useStore(checking.hidden);
  const gate = useStore(checking.gate);
  const ready = useStore(checking.ready);
  const selection = useStore(editor.selection);
  const design = useStore(editor.design);
  const [shown, setShown] = useState<ReadonlySet<Severity>>(new Set(severities));
  const [text, setText] = useState('');
  const [onlySelected, setOnlySelected] = useState(false);
  const only = onlySelected && selection.size > 0 ? selection : undefined;
  const groups = useMemo(() => groupedFindings(findings, { severities: shown, text, only }), [findings, shown, text, only]);
  const counts = countsOf(findings);

  if (hidden) {
    return (
      <div className={styles.scroll}>
        <EmptyState
          title={words.hiddenTitle}
          action={
            gate.kind !== 'later' && (
              <Button tone="primary" icon={Eye} onPress={() => (gate.kind === 'ask' ? gate.ask() : checking.hidden.set(false))}>
                {words.check}
              </Button>
            )
          }
        >
          {gate.kind === 'later' ? words.laterHelp : words.hiddenHelp}
        </EmptyState>
        <Questions checking={checking} />
      </div>
    );
  }
  if (!ready) return <EmptyState title={words.checking} />;
  if (design.elements.size === 0) return <EmptyState title={words.empty}>{words.emptyHelp}</EmptyState>;
  return (
    <>
      {findings.length > 0 && (
        <div className={styles.filters}>
          <SearchField label={words.search} value={text} onChange={setText} />
          <fieldset aria-label={words.filter} className={styles.chips}>
            {severities.map((severity) => (
              <ToggleButton
                key={severity}
                className={styles.chip as string}
                isSelected={shown.has(severity)}
                isDisabled={counts[severity] === 0}
                onChange={(on) => setShown(new Set(severities.filter((each) => (each === severity ? on : shown.has(each)))))}
              >
                {words.severity[severity]}{' '}
                <Badge tone={counts[severity] > 0 ? tones[severity] : 'neutral'}>{counts[severity]}</Badge>
              </ToggleButton>
            ))}
          </fieldset>
          {selection.size > 0 && (
            <Checkbox isSelected={onlySelected} onChange={setOnlySelected}>
              {words.onlySelected}
            </Checkbox>
          )}
        </div>
      )}
      <div className={styles.scroll}>
        {findings.length === 0 ? (
          <EmptyState title={words.nothing}>{words.nothingHelp(openCount(checking))}</EmptyState>
        ) : groups.length === 0 ? (
          <EmptyState
            title={words.noMatch}
            action={
              <Button
                size="s"
                onPress={() => {
                  setShown(new Set(severities));
                  setText('');
                  setOnlySelected(false);
                }}
              >
                {words.clearFilter}
              </Button>
            }
          >
            {words.noMatchHelp(findings.length)}
          </EmptyState>
        ) : (
          groups.map((group) => (
            <section key={group.severity} aria-label={words.severity[group.severity]}>
              <h2 className={styles.heading}>
                {words.severity[group.severity]} <span>{group.items.length}</span>
              </h2>
              <ul>
                {group.items.map((item) => (
                  <Folded key={item.finding.key} item={item} checking={checking} />
                ))}
              </ul>
            </section>
          ))
        )}
        <Questions checking={checking} />
        <AcceptedList checking={checking} />
      </div>
      <InUse />
      <Changes findings={findings} />
    </>
  );
}

/** Which rules are in use: the profile's name, and the way to change it. */
function InUse() {
  const bench = useBench();
  const { editor, checking } = bench.session;
  const design = useStore(editor.design);
  const { profile, settings, ownRules } = settledIn(design.checking);
  if (checking?.byExercise) return <p className={styles.inUse}>{words.rules.byExercise}</p>;
  const changed = settings.size + ownRules.length > 0;
  return (
    <div className={styles.inUse}>
      <span>{words.rules.summary(profile, changed)}</span>
      <Button size="s" tone="quiet" icon={SlidersHorizontal} onPress={() => bench.dialog.set('rules')}>
        {words.rules.open}
      </Button>
    </div>
  );
}

function openCount(checking: Checking): number {
  return [...checking.questions.get().values()].reduce((sum, list) => sum + list.length, 0);
}

function Folded({ item, checking }: { readonly item: FoldedFinding; readonly checking: Checking }) {
  const [open, setOpen] = useState(false);
  const { finding, consequences } = item;
  return (
    <li className={styles.item}>
      <FindingCard finding={finding} checking={checking} />
      {consequences.length > 0 && (
        <div className={styles.consequences}>
          <AriaButton className={styles.fold as string} aria-expanded={open} onPress={() => setOpen(!open)}>
            <ChevronRight size={14} aria-hidden />
            {words.consequences(consequences.length)}
          </AriaButton>
          {open && (
            <ul>
              {consequences.map((each) => (
                <li key={each.key}>
                  <FindingCard finding={each} checking={checking} />
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </li>
  );
}

interface FindingCardProps {
  readonly finding: ShownFinding;
  readonly checking: Checking;
  /** Stands at the top of the inspector: a press shows or hides the reason instead of leading there. */
  readonly here?: 'open' | 'closed';
}

/** What, why, what next; a press shows the place. */
export function FindingCard({ finding, checking, here }: FindingCardProps) {
  const bench = useBench();
  const { editor } = bench.session;
  const current = useStore(bench.shownFinding) === finding.key;
  const readOnly = useStore(editor.readOnly);
  const card = useRef<HTMLElement>(null);
  const [open, setOpen] = useState(here !== 'closed');
  useEffect(() => {
    if (current && !here) card.current?.scrollIntoView({ block: 'nearest' });
  }, [current, here]);
  const show = () => {
    if (here) {
      setOpen(!open);
      return;
    }
    bench.shownFinding.set(finding.key);
    editor.select(finding.at.slice(0, 1));
    editor.view.get()?.reveal(finding.at);
  };
  return (
    <article ref={card} className={styles.card} data-severity={finding.severity} data-current={(current && !here) || undefined}>
      <AriaButton className={styles.what as string} onPress={show} aria-expanded={here ? open : undefined}>
        <span className={styles.sign} aria-hidden>
          {words.signs[finding.severity]}
        </span>
        <span>
          <span className="quiet">{words.severityOne[finding.severity]}: </span>
          {finding.what}
        </span>
      </AriaButton>
      {open && (
        <>
          <p className={styles.why}>{finding.why}</p>
          <p className={styles.next}>{finding.next}</p>
        </>
      )}
      <div className={styles.actions}>
        {!readOnly && <Fixes finding={finding} checking={checking} />}
        <span className={styles.aside}>
          {!readOnly && (
            <IconButton label={words.accept.open} icon={Handshake} size="s" onPress={() => bench.accepting.set(finding)} />
          )}
          <IconButton label={words.rule} icon={BookOpen} size="s" onPress={() => bench.rulePage.set(finding.rule)} />
        </span>
      </div>
    </article>
  );
}

function Fixes({ finding, checking }: { readonly finding: ShownFinding; readonly checking: Checking }) {
  const [first, ...rest] = finding.fixes;
  if (!first) return null;
  if (rest.length === 0) {
    return (
      <Button size="s" icon={Wrench} className={styles.fix} onPress={() => checking.fix(finding.key, 0)}>
        {first.title}
      </Button>
    );
  }
  return (
    <MenuTrigger>
      <Button size="s" icon={Wrench}>
        {words.fixes}
      </Button>
      <Menu aria-label={words.fixes}>
        {finding.fixes.map((fix, i) => (
          <MenuItem key={fix.title} id={String(i)} hint={words[fix.kind]} onAction={() => checking.fix(finding.key, i)}>
            {fix.title}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

function Questions({ checking }: { readonly checking: Checking }) {
  const { editor } = useBench().session;
  const gate = useStore(checking.gate);
  const questions = useStore(checking.questions);
  const hidden = useStore(checking.hidden);
  const design = useStore(editor.design);
  const [open, setOpen] = useState(false);
  const total = [...questions.values()].reduce((sum, list) => sum + list.length, 0);
  if (total === 0) return null;
  return (
    <section className={styles.questions}>
      <AriaButton className={styles.fold as string} aria-expanded={open} onPress={() => setOpen(!open)}>
        <ChevronRight size={14} aria-hidden />
        {words.questions(total)}
      </AriaButton>
      <p className={styles.questionsHelp}>{words.questionsHelp}</p>
      {open && (
        <ul className={styles.asked}>
          {[...questions].map(([id, paths]) => (
            <li key={id}>
              <AriaButton
                className={styles.askedName as string}
                onPress={() => {
                  editor.select([id]);
                  editor.view.get()?.reveal([id]);
                  editor.panel.set('inspector');
                }}
              >
                {nameOf(design, id)}
              </AriaButton>
              <ul>
                {paths.map((path) => (
                  <li key={path}>{questionWords(design, id, path)}</li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
      {!hidden && checking.canHide && gate.kind === 'open' && (
        <Button size="s" tone="quiet" icon={EyeOff} onPress={() => checking.hidden.set(true)}>
          {words.hideAgain}
        </Button>
      )}
    </section>
  );
}

const quietMs = 3_000;

/** Tells screen readers what came and went, at most once every three seconds. */
function Changes({ findings }: { readonly findings: readonly ShownFinding[] }) {
  const { editor } = useBench().session;
  const last = useRef(findings);
  useEffect(() => {
    if (last.current === findings) return;
    const timer = setTimeout(() => {
      const before = new Set(last.current.map((each) => each.key));
      const after = new Set(findings.map((each) => each.key));
      const came = [...after].filter((key) => !before.has(key)).length;
      const went = [...before].filter((key) => !after.has(key)).length;
      last.current = findings;
      const sentence = [came > 0 && words.appeared(came), went > 0 && words.gone(went)].filter(Boolean).join(' ');
      if (sentence !== '') editor.say(sentence);
    }, quietMs);
    return () => clearTimeout(timer);
  }, [findings, editor]);
  return null;
}
