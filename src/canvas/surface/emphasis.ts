import type { Id } from '#base/ids.ts';
import type { NodeState } from '#drawing/paint-scene.ts';
import type { Scene } from './scene.ts';
import type { FaceSources, Highlight } from './to-flow.ts';

interface Surroundings {
  readonly scene: Scene;
  readonly selection: () => ReadonlySet<Id>;
  /** Some records look different, or, without any named, all of them may. */
  onChanged(ids?: Iterable<Id>): void;
}

const nobody: ReadonlySet<Id> = new Set();

/** What stands out on a surface, and what steps back: apart from what is drawn, and nothing that the document knows. */
export class Emphasis {
  private readonly around: Surroundings;
  private held: ReadonlyMap<Id, string> = new Map();
  private bright: ReadonlySet<Id> | undefined;
  private front = nobody;
  private highlights: ReadonlyMap<Id, Highlight> | undefined;

  constructor(around: Surroundings) {
    this.around = around;
  }

  /** What shows that it is selected: for what is inside of a collapsed context, that. */
  private get outlined(): ReadonlySet<Id> {
    const selection = this.around.selection();
    return this.around.scene.collapsed?.allAs(selection) ?? selection;
  }

  private get heldNow(): ReadonlyMap<Id, string> {
    return this.around.scene.collapsed?.coloursAs(this.held) ?? this.held;
  }

  stateOf(id: Id): NodeState {
    return {
      selected: this.outlined.has(id),
      dim: this.isDim(id),
      lifted: this.front.has(id),
      highlight: this.highlights?.get(id),
      held: this.heldNow.get(id),
      badges: this.around.scene.badgesOf(id),
    };
  }

  isDim(id: Id): boolean {
    return this.bright !== undefined && !this.bright.has(id);
  }

  /** The same for the nodes in the page. */
  get faces(): Pick<FaceSources, 'selection' | 'lifted' | 'bright' | 'highlights' | 'held'> {
    return {
      selection: this.outlined,
      lifted: this.front,
      bright: this.bright,
      highlights: this.highlights,
      held: this.heldNow,
    };
  }

  /** Brings an arrow's two ends forward while it is hovered. */
  lift(hovered: Id | undefined): void {
    const edge = hovered === undefined ? undefined : this.around.scene.drawing.edges.get(hovered);
    this.setFront(edge ? new Set([edge.from, edge.to]) : nobody);
  }

  setFront(ids: ReadonlySet<Id>): void {
    if (ids.size === this.front.size && [...ids].every((id) => this.front.has(id))) return;
    const before = this.front;
    this.front = ids;
    this.around.onChanged([...before, ...ids]);
  }

  /** Dims everything else; undefined for nothing. */
  setBright(ids: ReadonlySet<Id> | undefined): void {
    if (ids === this.bright) return;
    this.bright = ids;
    this.around.onChanged();
  }

  setHighlights(highlights: ReadonlyMap<Id, Highlight> | undefined): void {
    if (highlights === this.highlights) return;
    this.highlights = highlights;
    this.around.onChanged();
  }

  /** Selections of other people, by colour. */
  setHeld(held: ReadonlyMap<Id, string>): void {
    const before = this.held;
    this.held = held;
    this.around.onChanged([...before.keys(), ...held.keys()]);
  }
}
