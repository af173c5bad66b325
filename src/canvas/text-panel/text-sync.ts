import type { Id, MakeId } from '#base/ids.ts';
import type { Design } from '#model/design.ts';
import { applyEdits, type Edit } from '#model/edit.ts';
import type { SketchFault } from '#model/sketch/lexer.ts';
import { matchDesigns } from '#model/sketch/match.ts';
import { parseSketchWithMap } from '#model/sketch/parse.ts';
import { printSketch } from '#model/sketch/print.ts';
import { reconcile } from '#model/sketch/sync.ts';

/** Where a record stands in the text, by its id in the design. */
export interface Place {
  readonly id: Id;
  readonly from: number;
  readonly to: number;
}

export interface TextState {
  readonly faults: readonly SketchFault[];
  readonly places: readonly Place[];
  /** What was typed has not been read yet. */
  readonly waiting: boolean;
  /** The design has changes that the text does not show, because it cannot be read right now. */
  readonly stale: boolean;
}

export interface TextHost {
  text(): string;
  /** Puts another text into the editor, changing only what differs. */
  show(text: string): void;
  design(): Design;
  /** False: refused, and nothing was changed. */
  perform(edits: readonly Edit[]): boolean;
  makeId: MakeId;
  changed(state: TextState): void;
}

/**
 * Keeps a text and a design in step. `base` is the design that the text stands for: what is typed becomes the edits
 * from the base to what was read, so that what others did meanwhile is neither undone nor lost; and the text is
 * written anew only while it says exactly its base.
 */
export class TextSync {
  readonly #host: TextHost;
  #base: Design;
  #dirty = false;
  #performing = false;
  #faults: readonly SketchFault[] = [];
  #places: readonly Place[] = [];
  #stale = false;

  constructor(host: TextHost) {
    this.#host = host;
    this.#base = host.design();
  }

  /** First content. */
  start(): void {
    this.#print();
  }

  /** Somebody typed; `read` follows when they pause. */
  typed(): void {
    this.#dirty = true;
    this.#tell();
  }

  /** Reads what was typed, and does it to the design if it can be read. */
  read(): void {
    if (!this.#dirty) return;
    const parsed = parseSketchWithMap(this.#host.text());
    this.#faults = parsed.faults;
    const matches = matchDesigns(this.#base, parsed.design);
    if (parsed.result.ok) {
      const edits = reconcile(this.#base, parsed.result.value, this.#host.makeId, matches);
      this.#dirty = false;
      this.#base = applyEdits(this.#base, edits);
      this.#performing = true;
      const done = this.#host.perform(edits);
      this.#performing = false;
      this.#locate();
      // What was refused must not stay in the text as if it were so.
      if (!done || this.#stale) this.#print();
    } else {
      this.#places = parsed.marks.flatMap((mark) => {
        const id = matches.get(mark.id);
        return id === undefined ? [] : [{ id, from: mark.from, to: mark.to }];
      });
    }
    this.#tell();
  }

  /** The design changed, by whomever. */
  designChanged(): void {
    if (this.#performing) return;
    const now = this.#host.design();
    if (textOf(now) === textOf(this.#base)) {
      if (!this.#dirty) this.#base = now;
      return;
    }
    if (this.#dirty) this.#stale = true;
    else this.#print();
    this.#tell();
  }

  /** Writes the design's own text again: when the editor is left, or when somebody asks. Never over unread words. */
  tidy(): void {
    this.read();
    if (!this.#dirty) this.#print();
    this.#tell();
  }

  get dirty(): boolean {
    return this.#dirty;
  }

  #print(): void {
    this.#base = this.#host.design();
    this.#stale = false;
    this.#dirty = false;
    this.#faults = [];
    this.#host.show(textOf(this.#base));
    this.#locate();
  }

  #locate(): void {
    const parsed = parseSketchWithMap(this.#host.text());
    const matches = matchDesigns(this.#base, parsed.design);
    this.#places = parsed.marks.flatMap((mark) => {
      const id = matches.get(mark.id);
      return id === undefined ? [] : [{ id, from: mark.from, to: mark.to }];
    });
  }

  #tell(): void {
    this.#host.changed({
      faults: this.#faults,
      places: this.#places,
      waiting: this.#dirty && this.#faults.length === 0,
      stale: this.#stale,
    });
  }
}

/** The text of a design in the panel: what it means, not where it stands. Moving things does not rewrite it. */
function textOf(design: Design): string {
  const known = texts.get(design);
  if (known !== undefined) return known;
  const text = printSketch(design, { places: false });
  texts.set(design, text);
  return text;
}

const texts = new WeakMap<Design, string>();
