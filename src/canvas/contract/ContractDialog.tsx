import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Id } from '#base/ids.ts';
import { elementOf } from '#model/design.ts';
import type { Version } from '#model/kinds/version.ts';
import type { RowKind } from '#model/property.ts';
import { isPublished } from '#model/published.ts';
import { propertiesOf } from '#model/values.ts';
import { useBench } from '../bench.ts';
import { addingRow, nextVersion } from '../inspector/rows.ts';
import { useStore } from '../store.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { useMeaning } from '../use-meaning.ts';
import { ChangesTab } from './ChangesTab.tsx';
import styles from './Contract.module.css';
import { ExamplesTab } from './ExamplesTab.tsx';
import { words } from './labels.ts';
import { SchemaTab } from './SchemaTab.tsx';
import { UsesTab } from './UsesTab.tsx';

const versionRow = propertiesOf('contract').versions?.row as RowKind;

/** One contract with room for it: its versions, their schema texts, what changes between them, and examples. */
export default function ContractDialog({ id, onClose }: { readonly id: Id; readonly onClose: () => void }) {
  const { editor } = useBench().session;
  const design = useMeaning(editor);
  const readOnly = useStore(editor.readOnly);
  const contract = elementOf(design, id, 'contract');
  const [chosen, setChosen] = useState<Id>();
  const [tab, setTab] = useState('schema');
  const versions = contract?.props.versions ?? [];
  const version = versions.find((each) => each.id === chosen) ?? versions.at(-1);
  const items = useMemo(() => Object.entries(words.tabs).map(([key, label]) => ({ id: key, label })), []);

  if (!contract) {
    return (
      <Dialog title={words.title('')} isOpen onClose={onClose} size="s">
        <p>{words.gone}</p>
      </Dialog>
    );
  }
  const add = () => {
    const rowId = editor.makeId();
    const last = versions.at(-1);
    const given = { ...nextVersion(versions, editor.makeId), ...(last ? { text: last.text } : {}) };
    editor.perform(addingRow(versions, versionRow, id, ['versions'], rowId, given));
    setChosen(rowId);
  };
  return (
    <Dialog title={words.title(contract.props.name)} isOpen onClose={onClose} size="xl">
      <div className={styles.contract}>
        <nav aria-label={words.versions} className={styles.versions}>
          <ol>
            {versions.map((each) => (
              <li key={each.id}>
                <AriaButton
                  className={styles.version as string}
                  aria-current={each.id === version?.id}
                  onPress={() => setChosen(each.id)}
                >
                  <span className={styles.number}>{each.version}</span>
                  <StatusBadge version={each} />
                </AriaButton>
              </li>
            ))}
          </ol>
          {!readOnly && (
            <Button size="s" tone="quiet" icon={Plus} onPress={add}>
              {words.addVersion}
            </Button>
          )}
          {version && !readOnly && <VersionVerbs contract={id} version={version} />}
        </nav>
        {version && (
          <Tabs label={words.title(contract.props.name)} items={items} selected={tab} onSelect={setTab} className={styles.tabs}>
            {tab === 'schema' && <SchemaTab key={version.id} contract={contract} version={version} />}
            {tab === 'changes' && <ChangesTab key={version.id} contract={contract} version={version} />}
            {tab === 'examples' && <ExamplesTab key={version.id} contract={contract} version={version} />}
            {tab === 'uses' && <UsesTab contract={contract} onClose={onClose} />}
          </Tabs>
        )}
      </div>
    </Dialog>
  );
}

function StatusBadge({ version }: { readonly version: Version }) {
  const tone = version.status === 'published' ? 'ok' : version.status === 'deprecated' ? 'warning' : 'neutral';
  return <Badge tone={tone}>{words.status[version.status] ?? words.status.draft}</Badge>;
}

/** What can be done to the version that is shown, by where it stands in its life. */
function VersionVerbs({ contract, version }: { readonly contract: Id; readonly version: Version }) {
  const { editor } = useBench().session;
  const become = (value: string) =>
    editor.perform([{ op: 'set', id: contract, path: ['versions', version.id, 'status'], value }]);
  if (!isPublished(version)) {
    return (
      <div className={styles.verbs}>
        <Button size="s" onPress={() => become('published')}>
          {words.publish}
        </Button>
        <p className={styles.quiet}>{words.publishHelp}</p>
      </div>
    );
  }
  return (
    <div className={styles.verbs}>
      <Button size="s" onPress={() => become(version.status === 'published' ? 'deprecated' : 'published')}>
        {version.status === 'published' ? words.deprecate : words.undeprecate}
      </Button>
      <p className={styles.quiet}>{words.frozen(version.version)}</p>
    </div>
  );
}
