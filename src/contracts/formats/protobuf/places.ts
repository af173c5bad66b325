import type { Change, Place } from '../../change.ts';
import { type Lines, linesOf } from '../lines.ts';
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

/** Collects differences, and turns their spots into places of texts. */
export class Report {
  readonly changes: Change[] = [];
  private readonly lines = new Map<ProtoFile, Lines>();

  add(change: Omit<Change, 'before' | 'after'>, before?: Spot, after?: Spot): void {
    if (this.changes.length >= mostChanges) return;
    this.changes.push({
      rule: change.rule,
      compatible: change.compatible,
      ...(before && { before: this.place(before) }),
      ...(after && { after: this.place(after) }),
      ...(change.values && { values: change.values }),
      message: change.message,
      ...(change.detail && { detail: change.detail }),
    });
  }

  private place({ file, path, at }: Spot): Place {
    if (at === undefined) return { pointer: path };
    const lines = this.lines.get(file) ?? linesOf(file.text);
    this.lines.set(file, lines);
    return { pointer: path, range: lines.range(at.start, at.end) };
  }
}

/** More differences than this are not told one by one. */
const mostChanges = 1_000;
