import { useState } from 'react';
import type { Id } from '#base/ids.ts';
import { Badge } from '#canvas/ui/Badge.tsx';
import { Tabs } from '#canvas/ui/Tabs.tsx';
import styles from './Compare.module.css';
import type { Result } from './comparison.ts';
import { DifferenceList } from './DifferenceList.tsx';
import { ElementList } from './ElementList.tsx';
import { FindingList } from './FindingList.tsx';
import { words } from './labels.ts';
import type { Linked } from './linked.ts';

export interface SidePanelProps {
  readonly result: Result;
  readonly linked: Linked;
  readonly onShow: (ids: readonly (readonly Id[])[]) => void;
}

/** What differs, what is aligned with what, and what the rules find in each. */
export function SidePanel({ result, linked, onShow }: SidePanelProps) {
  const [tab, setTab] = useState('differences');
  return (
    <aside className={styles.panel} aria-label={words.panel}>
      <Tabs
        label={words.panel}
        selected={tab}
        onSelect={setTab}
        items={[
          { id: 'differences', label: words.tabs.differences, badge: <Badge>{result.differences.length}</Badge> },
          { id: 'elements', label: words.tabs.elements },
          { id: 'findings', label: words.tabs.findings },
        ]}
      >
        {tab === 'differences' && <DifferenceList result={result} onShow={onShow} />}
        {tab === 'elements' && <ElementList result={result} linked={linked} onShow={onShow} />}
        {tab === 'findings' && <FindingList result={result} />}
      </Tabs>
    </aside>
  );
}
