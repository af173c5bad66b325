import RBush from 'rbush';
import type { Id } from '#base/ids.ts';
import type { Box } from './geometry.ts';

interface Entry {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
  readonly id: Id;
}

/** Boxes by where they are: "what lies here?" without looking at everything. */
export class Boxes {
  private readonly tree = new RBush<Entry>(9);
  private readonly entries = new Map<Id, Entry>();

  load(boxes: Iterable<readonly [Id, Box]>): void {
    this.tree.clear();
    this.entries.clear();
    for (const [id, box] of boxes) this.entries.set(id, entry(id, box));
    this.tree.load([...this.entries.values()]);
  }

  set(id: Id, box: Box): void {
    const old = this.entries.get(id);
    if (old) {
      if (old.minX === box.x && old.minY === box.y && old.maxX === box.x + box.width && old.maxY === box.y + box.height) return;
      this.tree.remove(old);
    }
    const now = entry(id, box);
    this.entries.set(id, now);
    this.tree.insert(now);
  }

  delete(id: Id): void {
    const old = this.entries.get(id);
    if (!old) return;
    this.entries.delete(id);
    this.tree.remove(old);
  }

  /** Ids of boxes that touch a box, `margin` around it included, in no order. */
  touching(box: Box, margin = 0): Id[] {
    return this.query(box.x - margin, box.y - margin, box.x + box.width + margin, box.y + box.height + margin);
  }

  query(minX: number, minY: number, maxX: number, maxY: number): Id[] {
    return this.tree.search({ minX, minY, maxX, maxY }).map((found) => found.id);
  }

  any(minX: number, minY: number, maxX: number, maxY: number): boolean {
    return this.tree.collides({ minX, minY, maxX, maxY });
  }

  boxOf(id: Id): Box | undefined {
    const found = this.entries.get(id);
    return found && { x: found.minX, y: found.minY, width: found.maxX - found.minX, height: found.maxY - found.minY };
  }

  has(id: Id): boolean {
    return this.entries.has(id);
  }
}

function entry(id: Id, box: Box): Entry {
  return { id, minX: box.x, minY: box.y, maxX: box.x + box.width, maxY: box.y + box.height };
}
