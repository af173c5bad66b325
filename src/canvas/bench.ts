import { createContext, useContext } from 'react';
import type { Id } from '#base/ids.ts';
import type { Position } from '#model/design.ts';
import type { PanelName } from './editor.ts';
import type { ShownFinding } from './findings/checking.ts';
import type { Page } from './page.ts';
import type { Session } from './session.ts';
import { createStore, type Store } from './store.ts';

export type DialogName =
  | 'share'
  | 'keys'
  | 'templates'
  | 'about'
  | 'commands'
  | 'me'
  | 'attach'
  | 'contract'
  | 'contracts'
  | 'rules'
  | 'brokers';

export type ThemeChoice = 'system' | 'light' | 'dark';

/** What one workbench has beside its session: what is open, and how it looks. Commands and panels share it. */
export interface Bench {
  readonly session: Session;
  readonly page: Page;
  readonly dialog: Store<DialogName | undefined>;
  /** The contract that its dialog shows. */
  readonly contract: Store<Id | undefined>;
  /** Key of the finding that F8 showed last. */
  readonly shownFinding: Store<string | undefined>;
  /** The finding that somebody is about to accept. */
  readonly accepting: Store<ShownFinding | undefined>;
  /** Id of the rule whose page is shown. */
  readonly rulePage: Store<string | undefined>;
  /** What is being read: the id of a concept card, or `glossary`. */
  readonly reading: Store<string | undefined>;
  readonly theme: Store<ThemeChoice>;
  readonly minimap: Store<boolean | undefined>;
  /** Only where the window is too narrow for the panel to stand beside the canvas. */
  readonly narrow: Store<boolean>;
  /** Where the pointer last was on the canvas, in CSS pixels of the window. */
  readonly pointer: Store<Position | undefined>;
  /** Counts up to ask the open panel to take the focus. */
  readonly focusPanel: Store<number>;
  /** Asks the outline to put the focus into its search box. */
  readonly outlineSearch: Store<number>;
  /** Shows a panel, or hides it if it is the one that is shown. */
  togglePanel(panel: PanelName): void;
}

export function createBench(session: Session, page: Page): Bench {
  return {
    session,
    page,
    dialog: createStore<DialogName | undefined>(undefined),
    contract: createStore<Id | undefined>(undefined),
    shownFinding: createStore<string | undefined>(undefined),
    accepting: createStore<ShownFinding | undefined>(undefined),
    rulePage: createStore<string | undefined>(undefined),
    reading: createStore<string | undefined>(undefined),
    theme: createStore<ThemeChoice>('system'),
    minimap: createStore<boolean | undefined>(undefined),
    narrow: createStore(false),
    pointer: createStore<Position | undefined>(undefined),
    focusPanel: createStore(0),
    outlineSearch: createStore(0),
    togglePanel: (panel) => session.editor.panel.update((now) => (now === panel ? undefined : panel)),
  };
}

const context = createContext<Bench | undefined>(undefined);

export const BenchProvider = context.Provider;

export function useBench(): Bench {
  const bench = useContext(context);
  if (!bench) throw new Error('Millrace made a mistake: a part of the workbench outside of a workbench');
  return bench;
}
