import {
  Cloud,
  CloudOff,
  Eye,
  GitCompareArrows,
  Loader,
  type LucideIcon,
  MonitorDown,
  PanelRight,
  Redo2,
  Share2,
  TriangleAlert,
  Undo2,
} from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useBench } from '../bench.ts';
import { commandKeys, run } from '../commands/index.ts';
import { People } from '../people/People.tsx';
import { useStore } from '../store.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { Mark } from '../ui/Mark.tsx';
import { tip } from '../ui/tip.ts';
import { words } from './labels.ts';
import { MenuButton } from './MenuButton.tsx';
import { type ShownStatus, shownStatus } from './status.ts';
import styles from './TopBar.module.css';
import { useRoomStatus } from './use-room.ts';

export function TopBar({ panelShown, onPanel }: { readonly panelShown: boolean; readonly onPanel: () => void }) {
  const bench = useBench();
  const { session, page } = bench;
  const readOnly = useStore(session.editor.readOnly);
  return (
    <header className={styles.bar}>
      <div className={styles.side}>
        <a href={page.home} aria-label={words.home} className={styles.home} {...tip(words.home)}>
          <Mark />
        </a>
        <Title />
        <Status />
        {readOnly && (
          <AriaButton
            className={styles.viewing as string}
            onPress={() => session.editor.toast({ tone: 'info', sentence: words.viewingHelp })}
            {...tip(words.viewingHelp)}
          >
            <Badge tone="info">
              <Eye size={13} aria-hidden /> {words.viewing}
            </Badge>
          </AriaButton>
        )}
      </div>
      <div className={styles.side}>
        {page.bar}
        {!readOnly && <UndoButtons />}
        <People />
        {page.compare && (
          <Button tone="quiet" icon={GitCompareArrows} className={styles.wide} onPress={() => page.compare?.()}>
            {words.compare}
          </Button>
        )}
        {page.access && (
          <Button tone="primary" icon={Share2} onPress={() => run(bench, 'share')}>
            <span className={styles.word}>{words.share}</span>
          </Button>
        )}
        <MenuButton />
        <IconButton
          label={panelShown ? words.panelClose : words.panelOpen}
          icon={PanelRight}
          aria-pressed={panelShown}
          onPress={onPanel}
        />
      </div>
    </header>
  );
}

function Title() {
  const { editor } = useBench().session;
  const design = useStore(editor.design);
  const readOnly = useStore(editor.readOnly);
  const [typed, setTyped] = useState<string>();
  useEffect(() => {
    document.title = `${design.title || words.untitled} – Millrace`;
  }, [design.title]);
  const shown = typed ?? design.title;
  return (
    <>
      <h1 className="quiet">{design.title || words.untitled}</h1>
      <input
        className={styles.title}
        aria-label={words.title}
        placeholder={words.untitled}
        value={shown}
        size={Math.max(8, Math.min(shown.length || words.untitled.length, 48))}
        maxLength={200}
        readOnly={readOnly}
        onFocus={() => setTyped(design.title)}
        onChange={(event) => {
          setTyped(event.target.value);
          editor.perform([{ op: 'describe', what: 'title', text: event.target.value }], { joins: 'title' });
        }}
        onBlur={() => setTyped(undefined)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </>
  );
}

const signs: Readonly<Record<ShownStatus['tone'], LucideIcon>> = {
  ok: Cloud,
  busy: Loader,
  away: CloudOff,
  stopped: TriangleAlert,
};

function Status() {
  const { editor, room } = useBench().session;
  const shown = shownStatus(useRoomStatus(room));
  const Sign = room ? signs[shown.tone] : MonitorDown;
  return (
    <AriaButton
      className={styles.status as string}
      data-tone={shown.tone}
      onPress={() => editor.say(shown.detail)}
      {...tip(shown.detail)}
    >
      <Sign size={15} aria-hidden />
      <span role="status" className={styles.statusWords}>
        {shown.short}
      </span>
    </AriaButton>
  );
}

function UndoButtons() {
  const bench = useBench();
  const { editor } = bench.session;
  // Every step changes the design, so its store tells when to ask again.
  useStore(editor.design);
  return (
    <>
      <IconButton
        label={words.undo}
        keys={commandKeys('undo')}
        icon={Undo2}
        isDisabled={!editor.document.canUndo}
        onPress={() => run(bench, 'undo')}
      />
      <IconButton
        label={words.redo}
        className={styles.redo}
        keys={commandKeys('redo')}
        icon={Redo2}
        isDisabled={!editor.document.canRedo}
        onPress={() => run(bench, 'redo')}
      />
    </>
  );
}
