import type { Id } from '#base/ids.ts';
import { list, nearest } from '#base/text.ts';
import type { EdgeKind, ElementKind } from '../kind.ts';
import { edgeKinds } from '../kinds/index.ts';
import { type Property, unresolvedMark } from '../property.ts';
import { clipped } from './cursor.ts';
import { type EdgeNames, handlersCalled } from './edge-names.ts';
import { findIn, type Handles, namespacesOf, nodeNamespace } from './handles.ts';
import { arrowKind } from './infer.ts';
import type { Resolver } from './read-value.ts';
import { type Namespace, namespaceOf, statementOf } from './syntax.ts';
import type { Atom, Span } from './tree.ts';

/** Finds what is named in a text, once everything is declared. [S6] [S11] */
export class Resolution {
  private readonly handles: Handles;
  private readonly names: EdgeNames;
  private readonly fault: (message: string, at: Span) => undefined;

  constructor(handles: Handles, names: EdgeNames, fault: (message: string, at: Span) => undefined) {
    this.handles = handles;
    this.names = names;
    this.fault = fault;
  }

  /** The element that an arrow starts or ends at, or `!name`. */
  end(atom: Atom): string | undefined {
    if (atom.gone) return unresolved(atom);
    if (atom.version !== undefined || atom.ordinal !== undefined) {
      return this.fault(`\`${clipped(atom.source)}\` can't be an end of an arrow: write the name alone.`, atom);
    }
    const found = this.find(atom, nodeNamespace);
    if (found !== undefined) return found;
    const near = nearest(atom.text, this.handles.names('node'));
    return this.fault(
      `Nothing is called \`${clipped(atom.source)}\`${near ? `: did you mean \`${near}\`?` : '; declare it in a statement of its own.'}`,
      atom,
    );
  }

  kindBetween(from: string, to: string, [start, end]: readonly [Atom, Atom], arrow: Span): EdgeKind | undefined {
    const kinds = [this.handles.of(from)?.kind, this.handles.of(to)?.kind] as const;
    const [a, b] = kinds;
    if (a === undefined || b === undefined) {
      const which = a === undefined ? start : end;
      return this.fault(
        `\`${clipped(which.source)}\` is not in the design, so \`->\` can't tell the kind of edge: name it, as in \`${clipped(start.source)} -publishes-> ${clipped(end.source)}\`.`,
        arrow,
      );
    }
    const kind = arrowKind(a, b);
    if (kind) return kind;
    const possible = (Object.keys(edgeKinds) as EdgeKind[]).filter((each) =>
      (edgeKinds[each].from as readonly ElementKind[]).includes(a),
    );
    const targets = [
      ...new Set(
        possible.filter((each) => each !== 'deadLetters').flatMap((each) => edgeKinds[each].to as readonly ElementKind[]),
      ),
    ];
    const allowed = targets.length > 0 ? `an arrow from a ${a} leads to a ${list(targets, 'or')}` : `no arrow starts at a ${a}`;
    return this.fault(
      `No edge leads from a ${a} to a ${b}: ${allowed}. To draw it all the same, name its kind, as in \`${clipped(start.source)} -publishes-> ${clipped(end.source)}\`.`,
      arrow,
    );
  }

  find(atom: Atom, namespaces: readonly Namespace[]): Id | undefined {
    if (!atom.wellFormed) return undefined;
    if (atom.prefix === undefined) return findIn(this.handles, namespaces, atom.text, atom.copy);
    const said = statementOf(atom.prefix);
    const id = said && findIn(this.handles, [namespaceOf(said.kind)], atom.text, atom.copy);
    return id !== undefined && this.handles.of(id)?.kind === said?.kind ? id : undefined;
  }

  /** What property values need; `owner` is where the edge starts whose properties they are. */
  resolver(owner: Id | undefined): Resolver {
    return {
      fault: this.fault,
      element: (atom, property) => this.reference(atom, property),
      edge: (atom) => this.edgeReference(atom, owner),
    };
  }

  reference(atom: Atom, property: Property): string | undefined {
    if (atom.path || atom.ordinal !== undefined || !atom.wellFormed) {
      return this.fault(
        `\`${clipped(atom.source)}\` is not the name of an element; a name with other characters stands in quotes.`,
        atom,
      );
    }
    if (atom.gone) return unresolved(atom);
    const id = this.find(atom, namespacesOf(property.refersTo ?? []));
    if (id === undefined) return unresolved(atom);
    if (atom.version === undefined) return id;
    if (property.versioned) return `${id}@${atom.version}`;
    return this.fault('No version can be named here: write the name alone.', atom);
  }

  edgeReference(atom: Atom, owner: Id | undefined): string | undefined {
    if (!atom.wellFormed || (atom.path && !atom.path.to.wellFormed)) {
      return this.fault(
        `\`${clipped(atom.source)}\` names no edge: write the channel that is consumed, or the edge's own name.`,
        atom,
      );
    }
    if (atom.path) {
      const from = this.end(atom);
      const to = this.end({ ...atom.path.to, ordinal: undefined });
      if (from === undefined || to === undefined) return undefined;
      const kind = atom.path.kind ?? this.kindBetween(from, to, [atom, atom.path.to], atom);
      if (!kind) return undefined;
      const edge = this.names.alike(kind, from, to)[(atom.path.to.ordinal ?? 1) - 1];
      if (edge) return edge.id;
      return this.fault('No such edge is in the design: draw it in a statement of its own.', atom);
    }
    if (atom.gone) return unresolved(atom);
    if (owner === undefined) return unresolved(atom);
    const name = atom.copy === 1 && atom.prefix === undefined ? atom.text : undefined;
    const called = handlersCalled(this.names, owner, this.find(atom, nodeNamespace), name);
    const edge = called[(atom.ordinal ?? 1) - 1];
    if (edge && (called.length === 1 || atom.ordinal !== undefined)) return edge.id;
    if (!edge) return unresolved(atom);
    return this.fault(
      `\`${clipped(atom.source)}\` could be any of ${called.length} edges: give each a name by \`as\`, or write \`${clipped(atom.source)}#1\` for the first of them.`,
      atom,
    );
  }
}

/** What is stored for a name that is not in the design: `!` and the name as it was written, without quotes. */
function unresolved(atom: Atom): string {
  const prefix = atom.prefix === undefined ? '' : `${atom.prefix}:`;
  const copy = atom.copy > 1 ? `~${atom.copy}` : '';
  const version = atom.version === undefined ? '' : `@${atom.version}`;
  const ordinal = atom.ordinal === undefined ? '' : `#${atom.ordinal}`;
  return `${unresolvedMark}${prefix}${atom.text}${copy}${version}${ordinal}`;
}
