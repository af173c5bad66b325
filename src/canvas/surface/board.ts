import type { Id } from '#base/ids.ts';
import type { Box } from '#drawing/geometry.ts';
import type { Position, Size } from '#model/design.ts';
import type { View, Viewport } from '../editor.ts';
import { fetchedLater } from '../later.ts';
import type { Session } from '../session.ts';
import { createStore, type Store } from '../store.ts';
import { register } from './boards.ts';
import { Emphasis } from './emphasis.ts';
import { find } from './find.ts';
import { Folding } from './folding.ts';
import { distanceTo, type Hit } from './hit.ts';
import { Moving } from './moving.ts';
import { Scene, type SceneChange } from './scene.ts';
import type { Notice, Shown } from './shown.ts';
import { Stage } from './stage.ts';
import { createTokens, fontReady, watchTokens } from './theme.ts';
import { type FaceSources, type FlowNode, flowNodes, mountedIds, nearZoom } from './to-flow.ts';
import { toCanvas } from './viewport.ts';
import { SurfaceWindow } from './window.ts';

export interface BoardOptions {
  readonly interactive: boolean;
}

const none: Shown = { kind: 'none' };
const noIds: ReadonlySet<Id> = new Set();
const noChange: SceneChange = { nodes: noIds, edges: noIds };
let boards = 0;
/** The page takes over from the canvas this long after the last step of a gesture, never in it. */
const settleMs = 90;

const placement = fetchedLater(() => import('#drawing/placement.ts'));

/** All that one mounted surface knows and does apart from React: the scene, the window on it, what is going on. */
export class Board {
  readonly session: Session;
  readonly options: BoardOptions;
  readonly scene = new Scene();
  readonly stage: Stage;
  readonly folding: Folding;
  readonly emphasis: Emphasis;
  readonly window: SurfaceWindow;
  readonly nodes: Store<readonly FlowNode[]> = createStore<readonly FlowNode[]>([]);
  readonly shown: Store<Shown> = createStore<Shown>(none);
  readonly notice: Store<Notice | undefined> = createStore<Notice | undefined>(undefined);
  /** Space is held: a drag pans. */
  readonly panning = createStore(false);
  /** The window is being moved: hover and handles wait. */
  readonly travelling = createStore(false);
  /** Where something new would stand if it were dropped now. */
  readonly ghost: Store<Position | undefined> = createStore<Position | undefined>(undefined);
  /** What lies under the pointer, in detail: for the cursor. */
  readonly under: Store<Hit> = createStore<Hit>({ on: 'nothing' });
  /** Where the pointer is over the drawing, in CSS pixels of the surface; undefined over anything else. */
  pointer: Position | undefined;
  root: HTMLElement | undefined;
  /** Set by the flow adapter: moves React Flow's viewport. */
  applyViewport: (viewport: Viewport) => void = () => {};
  private readonly moving: Moving;
  private mounted: ReadonlySet<Id> = noIds;
  /** The nodes in the page are carriers of names only: the canvas draws them all. */
  private far = false;
  private settleTimer: ReturnType<typeof setTimeout> | undefined;
  readonly tokens = createTokens();
  private readonly key = `surface${++boards}`;
  private readonly stops: (() => void)[] = [];
  private autoFit = false;
  private selected: ReadonlySet<Id> = noIds;

  constructor(session: Session, options: BoardOptions) {
    this.session = session;
    this.options = options;
    this.window = new SurfaceWindow({
      bounds: (ids) => this.scene.bounds(ids),
      drawing: () => this.scene.drawing,
      root: () => this.root,
      onFlight: () => options.interactive && session.presence?.follow(undefined),
      recordAt: (at) => {
        const hit = this.hit(at);
        return hit.on === 'nothing' ? undefined : this.scene.meantBy(hit.id);
      },
      onReveal: (ids) => this.folding.open(ids),
      onMoved: (viewport) => this.windowMoved(viewport),
    });
    this.folding = new Folding(this.editor, this.scene, () => {
      this.takeOver();
      this.mark();
    });
    this.emphasis = new Emphasis({
      scene: this.scene,
      selection: () => this.editor.selection.get(),
      onChanged: (ids) => this.redraw(ids),
    });
    this.moving = new Moving({
      boxOf: (id) => this.scene.boxOf(id),
      isMounted: (id) => this.drawn.has(id),
      root: () => this.root,
      onMoved: (started) => {
        this.stage.moved(started);
        if (this.shown.get().kind === 'resize') this.refresh();
      },
    });
    this.stage = new Stage({
      scene: this.scene,
      viewport: () => this.viewport.get(),
      size: () => this.size.get(),
      tokens: () => this.tokens.get(),
      stateOf: (id) => this.emphasis.stateOf(id),
      edgeDim: (id) => this.emphasis.isDim(id),
      mounted: () => this.drawn,
      moving: () => this.moving.boxes,
      copying: () => this.isCopying(),
      curve: () => 'orthogonal',
      still: !options.interactive,
    });
    this.updateScene();
    const { checking } = session;
    if (checking && !checking.hidden.get()) this.scene.mark(checking.byRecord.get());
  }

  get viewport(): Store<Viewport> {
    return this.window.viewport;
  }

  get size(): Store<Size> {
    return this.window.size;
  }

  get view(): View {
    return this.window.view;
  }

  get editor() {
    return this.session.editor;
  }

  /** What can be changed here and now. */
  get mayEdit(): boolean {
    return this.options.interactive && !this.editor.readOnly.get();
  }

  start(): () => void {
    const { editor, checking } = this.session;
    const redraw = () => this.stage.invalidate();
    const marks = () => this.mark();
    const listen = (unsubscribe: () => void) => this.stops.push(unsubscribe);
    listen(editor.design.subscribe(() => this.takeOver()));
    listen(editor.selection.subscribe(() => this.selectionChanged()));
    listen(editor.hovered.subscribe(() => this.emphasis.lift(editor.hovered.get())));
    listen(watchTokens(this.tokens));
    listen(this.tokens.subscribe(redraw));
    if (checking) {
      listen(checking.byRecord.subscribe(marks));
      listen(checking.hidden.subscribe(marks));
    }
    editor.view.set(this.view);
    listen(register(this));
    let stopped = false;
    void fontReady().then(() => !stopped && redraw());
    this.takeOver();
    marks();
    listen(this.folding.start());
    return () => {
      stopped = true;
      for (const stop of this.stops.splice(0)) stop();
      this.stage.detach();
      clearTimeout(this.settleTimer);
      this.window.stop();
      if (editor.view.get() === this.view) editor.view.set(undefined);
    };
  }

  // --- the drawing ---

  private mark(): void {
    const { checking } = this.session;
    if (checking) this.changed(this.scene.mark(checking.hidden.get() ? new Map() : checking.byRecord.get()));
  }

  private updateScene(): SceneChange {
    if (this.folding.waits) return noChange;
    const change = this.scene.update(this.editor.design.get());
    // Designs come with places, but for those that programs make or that an earlier page has left: what finds places has time.
    if (this.scene.waits)
      void placement().then(({ placeMissing }) => {
        this.scene.placeWith(placeMissing);
        this.takeOver();
      });
    return change;
  }

  private takeOver(): void {
    const change = this.updateScene();
    this.changed(change);
    if (change.nodes.size === 0) return;
    // Whoever has drawn here already knows where things are: a first element must not make the canvas jump.
    if (this.editor.document.canUndo) this.window.keep();
    this.fitFirst();
  }

  private selectionChanged(): void {
    const before = this.selected;
    this.selected = this.editor.selection.get();
    this.redraw([...before, ...this.selected]);
    this.nameActive();
  }

  /** Tells a screen reader which node the keys are about, once that node is in the page: a name that leads nowhere is an error. */
  private nameActive(): void {
    const { root, selected } = this;
    if (!root || !this.options.interactive) return;
    const [only] = selected.size === 1 ? selected : [];
    const id = only === undefined ? undefined : this.domIdOf(this.scene.drawnAs(only));
    if (id !== undefined && root.querySelector(`#${CSS.escape(id)}`)) root.setAttribute('aria-activedescendant', id);
    else root.removeAttribute('aria-activedescendant');
  }

  /** Some nodes look different, or all: those in the page see to it themselves. */
  private redraw(ids?: Iterable<Id>): void {
    const painted = (id: Id) => !this.drawn.has(id) && !this.scene.design.edges.has(id);
    if (ids === undefined || [...ids].some(painted)) this.stage.invalidate();
    this.refresh();
  }

  private changed({ nodes, edges }: SceneChange): void {
    if (nodes.size === 0 && edges.size === 0) return;
    this.stage.invalidate();
    this.refresh();
  }

  /** Makes the nodes in the page anew from what is known; those that did not change keep their identity. */
  refresh(): void {
    if (this.size.get()[0] === 0 || !this.options.interactive) return;
    this.nodes.set(
      flowNodes(
        this.nodes.get(),
        [...this.mounted].filter((id) => this.scene.nodes.has(id)),
        this.faces(),
      ),
    );
    const wanted = this.wanted();
    if (wanted.length !== this.mounted.size || wanted.some((id) => !this.mounted.has(id))) this.settleSoon();
  }

  private wanted(): readonly Id[] {
    const kept = new Set([...this.editor.selection.get(), ...this.moving.boxes.keys()]);
    const renaming = this.editor.renaming.get();
    if (renaming !== undefined) kept.add(renaming);
    return mountedIds(
      this.viewport.get().zoom,
      this.window.visible(),
      (box) => this.scene.nodes.touching(box),
      kept,
      (id) => this.scene.nodes.has(id),
    );
  }

  /** Puts the nodes near the window into the page; base paints the others. */
  mount(): void {
    if (!this.options.interactive || this.size.get()[0] === 0) return;
    const ids = this.scene.inOrder(this.wanted());
    const before = this.mounted;
    const next = new Set(ids);
    const far = this.viewport.get().zoom < nearZoom;
    if (far === this.far && before.size === next.size && ids.every((id) => before.has(id))) return;
    // What leaves the page is painted before it goes, what comes is painted until it is there.
    this.mounted = far === this.far ? new Set(ids.filter((id) => before.has(id))) : noIds;
    this.stage.remounted();
    this.stage.flush();
    this.mounted = next;
    this.far = far;
    this.nodes.set(flowNodes(this.nodes.get(), ids, this.faces()));
  }

  /** Called by the flow adapter when React has put the nodes into the page. */
  mountedNow(): void {
    this.stage.remounted();
    this.moving.place();
    this.nameActive();
  }

  /** The nodes that the page draws. */
  private get drawn(): ReadonlySet<Id> {
    return this.far ? noIds : this.mounted;
  }

  private faces(): FaceSources {
    const { scene } = this;
    return {
      design: scene.drawing,
      lookOf: (id) => scene.lookOf(id),
      // While a note is resized, the page shows its new size; places follow by style alone.
      boxOf: (id) => (this.shown.get().kind === 'resize' ? this.boxNow(id) : scene.boxOf(id)),
      badgesOf: (id) => scene.badgesOf(id),
      far: this.far,
      ...this.emphasis.faces,
      domIdOf: (id) => this.domIdOf(id),
    };
  }

  /** The id in the page of a node's element. */
  domIdOf(id: Id): string {
    return `${this.key}-${id}`;
  }

  // --- what is being moved ---

  /** Boxes that follow this person's hand; they are drawn there, and the document knows nothing of it until the drop. */
  setOwn(boxes: ReadonlyMap<Id, Box> | undefined): void {
    this.moving.setOwn(boxes);
  }

  setRemote(boxes: ReadonlyMap<Id, Box>): void {
    this.moving.setRemote(boxes);
  }

  private isCopying(): boolean {
    const shown = this.shown.get();
    return shown.kind === 'drag' && shown.copying;
  }

  /** Where a record stands now, moved or not. */
  boxNow(id: Id): Box | undefined {
    return this.moving.boxes.get(id) ?? this.scene.boxOf(id);
  }

  // --- the window ---

  setSize(size: Size): void {
    const before = this.size.get();
    if (before[0] === size[0] && before[1] === size[1]) return;
    this.size.set(size);
    if (size[0] === 0 || size[1] === 0) return;
    this.fitFirst();
    this.stage.invalidate();
    this.settleSoon();
  }

  setAutoFit(autoFit: boolean): void {
    this.autoFit = autoFit;
    if (autoFit) this.fitFirst();
  }

  private fitFirst(): void {
    const first = this.mounted.size === 0;
    this.window.fitFirst(this.autoFit);
    // The first nodes come with the first paint, not after it.
    if (first) this.mount();
  }

  setViewport(next: Viewport): void {
    this.window.setViewport(next);
  }

  flyTo(target: Viewport): void {
    this.window.flyTo(target);
  }

  private windowMoved(viewport: Viewport): void {
    this.applyViewport(viewport);
    this.stage.shifted();
    if (this.size.get()[0] > 0 && this.options.interactive) this.session.presence?.setView(this.window.visible());
    this.settleSoon();
  }

  private settleSoon(): void {
    clearTimeout(this.settleTimer);
    this.settleTimer = setTimeout(() => this.settle(), settleMs);
  }

  private settle(): void {
    // Not under somebody's hand: a drag goes on with what is there.
    if (this.shown.get().kind === 'pan' || this.window.flying) {
      this.settleSoon();
      return;
    }
    this.travelling.set(false);
    this.mount();
    this.stage.settled();
    this.hover();
  }

  // --- what lies where ---

  /** Notes what lies under the pointer: after it has moved, and after the canvas has moved under it. */
  hover(): void {
    if (!this.pointer || this.shown.get().kind !== 'none') return;
    const hit = this.hit(toCanvas(this.viewport.get(), this.pointer));
    this.under.set(hit);
    this.editor.hovered.set(hit.on === 'nothing' ? undefined : hit.id);
  }

  /** What is under a point of the canvas, the topmost first. */
  hit(at: Position, coarse = false): Hit {
    const selection = this.editor.selection.get();
    const [only] = selection.size === 1 && this.mayEdit ? selection : [];
    return find(this.scene, at, { zoom: this.viewport.get().zoom, only, coarse });
  }

  edgeUnder(id: Id, [x, y]: Position, reach: number): boolean {
    const route = this.scene.routes.get(id);
    return route !== undefined && distanceTo(route.points, x, y) <= reach;
  }
}
