import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';
import { joined } from './joined.ts';
import styles from './Tabs.module.css';

export interface TabItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: LucideIcon;
  /** Stands behind the label: how many there are. */
  readonly badge?: ReactNode;
}

export interface TabsProps {
  readonly label: string;
  readonly items: readonly TabItem[];
  readonly selected: string;
  readonly onSelect: (id: string) => void;
  /** Stands at the right end of the row of tabs. */
  readonly end?: ReactNode;
  readonly className?: string;
  /** The content of the selected tab. */
  readonly children: ReactNode;
}

export function Tabs({ label, items, selected, onSelect, end, className, children }: TabsProps) {
  return (
    <AriaTabs
      selectedKey={selected}
      onSelectionChange={(key) => onSelect(String(key))}
      className={joined(styles.tabs, className)}
    >
      <div className={styles.row}>
        <TabList aria-label={label} className={styles.list as string}>
          {items.map((item) => (
            <Tab key={item.id} id={item.id} className={styles.tab as string}>
              {item.icon && <item.icon aria-hidden />}
              {item.label}
              {item.badge}
            </Tab>
          ))}
        </TabList>
        {end}
      </div>
      <TabPanel key={selected} id={selected} className={styles.panel as string}>
        {children}
      </TabPanel>
    </AriaTabs>
  );
}
