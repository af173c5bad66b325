import { BookOpen, FileUp, Trash2 } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type RuleSetting, settledIn } from '#model/checking.ts';
import type { Edit } from '#model/edit.ts';
import type { Rule } from '#rules/rule.ts';
import { useBench } from '../bench.ts';
import { fetchedLater } from '../later.ts';
import { createStore, useStore } from '../store.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Select } from '../ui/Select.tsx';
import { SearchField } from '../ui/TextField.tsx';
import type { Accepted } from './checking.ts';
import { words } from './labels.ts';
import styles from './RulesDialog.module.css';
import { readRuleFile } from './rule-file.ts';

const load = fetchedLater(async () => {
  const [{ rules }, { categories }, { profileOf, profiles }] = await Promise.all([
    import('#rules/index.ts'),
    import('#rules/rule.ts'),
    import('#rules/profiles.ts'),
  ]);
  return { rules, categories, profiles, profileOf };
});
type Parts = Awaited<ReturnType<typeof load>>;

/** Which rules are in use for this design: a profile, single rules set otherwise, and rules of one's own. */
export default function RulesDialog({ onClose }: { readonly onClose: () => void }) {
  const [parts, setParts] = useState<Parts>();
  useEffect(() => {
    void load().then(setParts);
  }, []);
  return (
    <Dialog title={words.rules.title} size="l" isOpen onClose={onClose}>
      {parts ? <Rules parts={parts} /> : <p>{words.page.loading}</p>}
    </Dialog>
  );
}

function Rules({ parts }: { readonly parts: Parts }) {
  const { editor } = useBench().session;
  const design = useStore(editor.design);
  const readOnly = useStore(editor.readOnly);
  const { profile, settings } = settledIn(design.checking);
  const [text, setText] = useState('');
  const current = parts.profileOf(profile);
  const shown = useMemo(() => {
    const asked = text.toLowerCase().split(/\s+/u).filter(Boolean);
    return parts.rules.filter(({ id, title, summary }) => {
      const said = `${id} ${title} ${summary}`.toLowerCase();
      return asked.every((word) => said.includes(word));
    });
  }, [parts, text]);
  const settle = (rule: Rule, setting: string) => {
    const key = `setting ${rule.id}`;
    const edit: Edit =
      setting === 'usual'
        ? { op: 'unsettle', key }
        : { op: 'settle', record: { is: 'setting', rule: rule.id, setting: setting as RuleSetting } };
    editor.perform([edit]);
  };
  return (
    <div className={styles.dialog}>
      <div className={styles.profile}>
        <Select
          label={words.rules.profile}
          options={parts.profiles.map(({ id, label, help }) => ({ value: id, label, help }))}
          value={current.id}
          isDisabled={readOnly}
          onChange={(id) =>
            editor.perform([
              id === parts.profiles[0].id
                ? { op: 'unsettle', key: 'profile' }
                : { op: 'settle', record: { is: 'profile', profile: id } },
            ])
          }
        />
        <p>{current.help}</p>
      </div>
      <OwnRules />
      <SearchField label={words.rules.search} value={text} onChange={setText} />
      <div className={styles.list}>
        {Object.entries(parts.categories).map(([category, title]) => {
          const inCategory = shown.filter((rule) => rule.category === category);
          if (inCategory.length === 0) return null;
          return (
            <section key={category}>
              <h3>{title}</h3>
              <ul>
                {inCategory.map((rule) => (
                  <RuleRow
                    key={rule.id}
                    rule={rule}
                    setting={settings.get(rule.id)}
                    outside={!current.has(rule)}
                    readOnly={readOnly}
                    onChange={(setting) => settle(rule, setting)}
                  />
                ))}
              </ul>
            </section>
          );
        })}
        {shown.length === 0 && <p>{words.rules.none}</p>}
      </div>
    </div>
  );
}

interface RuleRowProps {
  readonly rule: Rule;
  readonly setting: RuleSetting | undefined;
  /** The profile leaves it out. */
  readonly outside: boolean;
  readonly readOnly: boolean;
  readonly onChange: (setting: string) => void;
}

function RuleRow({ rule, setting, outside, readOnly, onChange }: RuleRowProps) {
  const bench = useBench();
  const usual = words.rules.usual(words.severityOne[rule.severity]);
  return (
    <li className={styles.row} data-off={setting === 'off' || outside || undefined}>
      <div className={styles.about}>
        <strong>{rule.title}</strong>
        {outside && <Badge tone="neutral">{words.rules.outside}</Badge>}
        <p>{rule.summary}</p>
      </div>
      <IconButton label={words.rule} icon={BookOpen} size="s" onPress={() => bench.rulePage.set(rule.id)} />
      <Select
        aria-label={words.rules.severityOf(rule.title)}
        className={styles.setting as string}
        options={[
          { value: 'usual', label: usual, unsure: true },
          { value: 'off', label: words.rules.off },
          { value: 'hint', label: words.severityOne.hint },
          { value: 'warning', label: words.severityOne.warning },
          { value: 'error', label: words.severityOne.error },
        ]}
        value={setting ?? 'usual'}
        isDisabled={readOnly}
        onChange={onChange}
      />
    </li>
  );
}

/** Rules that the team wrote: from a file, kept in the design. */
function OwnRules() {
  const bench = useBench();
  const { editor, checking } = bench.session;
  const design = useStore(editor.design);
  const readOnly = useStore(editor.readOnly);
  const faults = useStore(checking?.accepted ?? noFaults).faults;
  const [refused, setRefused] = useState<readonly string[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const { ownRules } = settledIn(design.checking);
  const take = async (file: File | undefined) => {
    if (!file) return;
    const read = await readRuleFile(file);
    setRefused(read.ok ? [] : read.faults.map(({ message }) => message));
    if (read.ok) editor.perform(read.value.map((rule) => ({ op: 'settle', record: { is: 'rule', rule } })));
  };
  return (
    <section className={styles.own}>
      <h3>{words.rules.own}</h3>
      <p>{words.rules.ownHelp}</p>
      {ownRules.length > 0 && (
        <ul>
          {ownRules.map((rule) => (
            <li key={rule.id} className={styles.row}>
              <div className={styles.about}>
                <strong>{rule.title}</strong> <code>{rule.id}</code>
                <p>{rule.summary}</p>
              </div>
              <IconButton label={words.rule} icon={BookOpen} size="s" onPress={() => bench.rulePage.set(rule.id)} />
              {!readOnly && (
                <IconButton
                  label={words.rules.remove(rule.title)}
                  icon={Trash2}
                  size="s"
                  onPress={() => editor.perform([{ op: 'unsettle', key: `rule ${rule.id}` }])}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {[...refused, ...faults].map((sentence) => (
        <p key={sentence} role="alert" className={styles.fault}>
          {sentence}
        </p>
      ))}
      {!readOnly && (
        <>
          <Button size="s" icon={FileUp} onPress={() => input.current?.click()}>
            {words.rules.add}
          </Button>
          <input
            ref={input}
            type="file"
            accept=".json,application/json"
            hidden
            onChange={(event) => {
              void take(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        </>
      )}
    </section>
  );
}

const noFaults = createStore<Accepted>({ waived: [], stale: [], faults: [] });
