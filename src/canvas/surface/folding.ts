import type { Id } from '#base/ids.ts';
import type { Editor } from '../editor.ts';
import { fetchedLater } from '../later.ts';
import type { collapse } from './collapsed.ts';
import type { Scene } from './scene.ts';

const fetchCollapse = fetchedLater(() => import('./collapsed.ts'));

/** A drawing with open contexts is better than none. */
const longestWaitMs = 1_500;

/** The contexts that one person sees as one node, and the scene that is drawn so. What it takes is fetched with the first of them. */
export class Folding {
  private readonly editor: Editor;
  private readonly scene: Scene;
  private readonly onChanged: () => void;
  private collapse: typeof collapse | undefined;
  /** What was collapsed when the page was left is not shown open until the rest is here. */
  private mayWait = true;

  constructor(editor: Editor, scene: Scene, onChanged: () => void) {
    this.editor = editor;
    this.scene = scene;
    this.onChanged = onChanged;
  }

  start(): () => void {
    const { collapsed, renaming } = this.editor;
    // A name can only be typed where it can be seen.
    const stops = [collapsed.subscribe(() => this.apply()), renaming.subscribe(() => this.open([renaming.get() ?? '']))];
    if (collapsed.get().size > 0) this.apply();
    const timer = setTimeout(() => this.waitNoLonger(), longestWaitMs);
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }

  /** Nothing is drawn yet: it would be drawn anew at once. */
  get waits(): boolean {
    return this.mayWait && !this.collapse && this.editor.collapsed.get().size > 0;
  }

  private apply(): void {
    const ids = this.editor.collapsed.get();
    if (!this.collapse && ids.size > 0) {
      void fetchCollapse().then((fetched) => {
        this.collapse = fetched.collapse;
        this.apply();
      });
      return;
    }
    this.scene.collapse = this.collapse?.(ids);
    this.onChanged();
  }

  private waitNoLonger(): void {
    const { waits } = this;
    this.mayWait = false;
    if (waits) this.onChanged();
  }

  /** Collapses a context, or opens it. */
  toggle(id: Id): void {
    this.editor.collapsed.update((now) => new Set(now.has(id) ? [...now].filter((each) => each !== id) : [...now, id]));
  }

  /** Opens what hides some records. */
  open(ids: Iterable<Id>): void {
    for (const id of this.scene.collapsed?.hiding(ids) ?? []) this.toggle(id);
  }
}
