import type { Change, Place, ReaderIs } from '../../change.ts';
import { type Lines, linesOf } from '../lines.ts';
import type { Said } from './confluent-words.ts';
import type { ProtoEnum, ProtoField, ProtoFile, ProtoMessage, ProtoService, Span } from './model.ts';
import { localName } from './model.ts';

/** Something in a file: its name path and the stretch of text that is meant. */
export interface Spot {
  readonly file: ProtoFile;
  readonly path: string;
  readonly at?: Span | undefined;
}

/** `Order.Line`, without the package. */
export function pathOf(type: ProtoMessage | ProtoEnum | ProtoService): string {
  return localName(type.fullName, type.file);
}

export function spot(type: ProtoMessage | ProtoEnum | ProtoService, at: Span = type.at): Spot {
  return { file: type.file, path: pathOf(type), at };
}

/** A member of a type: `Order.id`. */
export function member(type: ProtoMessage | ProtoEnum | ProtoService, name: string, at: Span): Spot {
  return { file: type.file, path: `${pathOf(type)}.${name}`, at };
}

export function fieldSpot(field: ProtoField, at: Span = field.at): Spot {
  const scope = localName(field.scope, field.file);
  const inside = scope !== '' && scope !== field.file.package;
  return { file: field.file, path: inside ? `${scope}.${field.name}` : field.name, at };
}

export function fileSpot(file: ProtoFile, at?: Span): Spot {
  return { file, path: '', at };
}

type Found = Omit<Change, 'before' | 'after' | 'message'> & { readonly message: string | Said };

/** Collects differences, and turns their spots into places of texts. */
export class Report {
  readonly changes: Change[] = [];
  private readonly lines = new Map<ProtoFile, Lines>();
  private readonly readerIs: ReaderIs;

  constructor(readerIs: ReaderIs = 'newer') {
    this.readerIs = readerIs;
  }

  add(change: Found, before?: Spot, after?: Spot): void {
    if (this.changes.length >= mostChanges) return;
    this.changes.push({
      rule: change.rule,
      compatible: change.compatible,
      ...(before && { before: this.place(before) }),
      ...(after && { after: this.place(after) }),
      ...(change.values && { values: change.values }),
      message: typeof change.message === 'string' ? change.message : change.message[this.readerIs],
      ...(change.detail && { detail: change.detail }),
    });
  }

  private place({ file, path, at }: Spot): Place {
    const lines = this.lines.get(file) ?? linesOf(file.text);
    this.lines.set(file, lines);
    // What the file as a whole lacks, such as a package, would stand at its beginning.
    const start = at?.start ?? file.text.length - file.text.trimStart().length;
    const source = file.elsewhere && { source: file.path };
    return { pointer: path, range: lines.range(start, at?.end ?? start), ...source };
  }
}

/** More differences than this are not told one by one. */
const mostChanges = 1_000;
