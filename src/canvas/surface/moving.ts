import type { Id } from '#base/ids.ts';
import type { Box } from '#drawing/geometry.ts';

const nothing: ReadonlyMap<Id, Box> = new Map();

export interface MovingSources {
  /** Where the document has it. */
  boxOf(id: Id): Box | undefined;
  isMounted(id: Id): boolean;
  root(): HTMLElement | undefined;
  /** The boxes have changed; `started` if there are other records among them than before. */
  onMoved(started: boolean): void;
}

/**
 * What is being moved and where it is just now: by this person's hand, and by others'. Nodes in the page are moved by their style
 * alone: React, React Flow and the document learn of it at the drop. [S1]
 */
export class Moving {
  /** Committed places < other people's drags < this person's own. */
  boxes: ReadonlyMap<Id, Box> = nothing;
  private own: ReadonlyMap<Id, Box> = nothing;
  private remote: ReadonlyMap<Id, Box> = nothing;
  private readonly elements = new Map<Id, HTMLElement>();
  private readonly sources: MovingSources;

  constructor(sources: MovingSources) {
    this.sources = sources;
  }

  setOwn(boxes: ReadonlyMap<Id, Box> | undefined): void {
    this.own = boxes ?? nothing;
    this.join();
  }

  setRemote(boxes: ReadonlyMap<Id, Box>): void {
    this.remote = boxes;
    this.join();
  }

  /** Puts nodes that have just come into the page where they are being moved. */
  place(): void {
    for (const [id, box] of this.boxes) this.placeOne(id, box);
  }

  private join(): void {
    const before = this.boxes;
    this.boxes = this.remote.size === 0 ? this.own : this.own.size === 0 ? this.remote : new Map([...this.remote, ...this.own]);
    const same = before.size === this.boxes.size && [...this.boxes.keys()].every((id) => before.has(id));
    this.sources.onMoved(!same);
    for (const id of before.keys()) if (!this.boxes.has(id)) this.placeOne(id, this.sources.boxOf(id));
    this.place();
  }

  private placeOne(id: Id, box: Box | undefined): void {
    const element = box && this.sources.isMounted(id) ? this.elementOf(id) : undefined;
    if (box && element) element.style.transform = `translate(${box.x}px,${box.y}px)`;
  }

  private elementOf(id: Id): HTMLElement | undefined {
    const known = this.elements.get(id);
    if (known?.isConnected) return known;
    const found = this.sources.root()?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`) ?? undefined;
    if (found) this.elements.set(id, found);
    else this.elements.delete(id);
    return found;
  }
}
