import { useBench } from '../bench.ts';
import { run } from '../commands/index.ts';
import { placeInMiddle } from '../palette/place.ts';
import { stencilOf } from '../stencils.ts';
import { useStore } from '../store.ts';
import { Button } from '../ui/Button.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import styles from './EmptyCanvas.module.css';
import { words } from './labels.ts';

/** Three ways in, over the canvas until the first element stands there; it never takes a click that is not its own. */
export function EmptyCanvas() {
  const bench = useBench();
  const { editor } = bench.session;
  const empty = useStore(editor.design).elements.size === 0;
  const placing = useStore(editor.placing);
  const dragged = useStore(editor.dragged);
  const picker = useStore(editor.picker);
  const readOnly = useStore(editor.readOnly);
  if (!empty || placing || dragged || picker) return null;
  if (readOnly) {
    return (
      <div className={styles.empty}>
        <h2 className={styles.title}>{words.viewOnlyEmptyTitle}</h2>
        <p className={styles.help}>{words.viewOnlyEmpty}</p>
      </div>
    );
  }
  const service = stencilOf('service');
  return (
    <div className={styles.empty}>
      <h2 className={styles.title}>{words.emptyTitle}</h2>
      <ul className={styles.ways}>
        <li className={styles.way}>
          <span className={styles.signs} aria-hidden>
            <Glyph kind="service" size={34} />
            <Glyph kind="channel" props={{ type: 'log' }} size={34} />
          </span>
          <h3>{words.emptyDraw}</h3>
          <p className={styles.help}>{words.emptyDrawHelp}</p>
          <Button size="s" onPress={() => service && placeInMiddle(editor, service)}>
            {words.emptyDrawAction}
          </Button>
        </li>
        <li className={styles.way}>
          <span className={styles.signs} aria-hidden>
            <Glyph kind="contract" props={{ kind: 'event' }} size={34} />
            <Glyph kind="contract" props={{ kind: 'command' }} size={34} />
          </span>
          <h3>{words.emptyPaste}</h3>
          <p className={styles.help}>{words.emptyPasteHelp}</p>
          <Button size="s" onPress={() => editor.panel.set('text')}>
            {words.emptyPasteAction}
          </Button>
        </li>
        {bench.page.templates && (
          <li className={styles.way}>
            <span className={styles.signs} aria-hidden>
              <Glyph kind="processor" size={34} />
              <Glyph kind="store" size={34} />
            </span>
            <h3>{words.emptyTemplate}</h3>
            <p className={styles.help}>{words.emptyTemplateHelp}</p>
            <Button size="s" onPress={() => run(bench, 'templates')}>
              {words.emptyTemplateAction}
            </Button>
          </li>
        )}
      </ul>
    </div>
  );
}
