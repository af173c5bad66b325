import { compareForPeople } from '#base/order.ts';
import { type Design, elementOf } from '../design.ts';
import type { EdgeKind, ElementKind } from '../kind.ts';
import { edgeKinds, elementKinds } from '../kinds/index.ts';
import { type Property, unknown } from '../property.ts';
import { propertiesOf } from '../values.ts';
import { arrowText } from './arrow-text.ts';
import { allNamespaces, handlesOf, namespacesOf, nodeNamespace } from './handles.ts';
import { arrowKind } from './infer.ts';
import { lex, type Token } from './lexer.ts';
import { printHandle } from './print-value.ts';
import {
  hasVersions,
  headOf,
  type Namespace,
  namespaceOf,
  rowFlags,
  rowsOf,
  type StatementWord,
  statementOf,
  statementWords,
  textWords,
  writable,
} from './syntax.ts';

export interface Completion {
  /** What is put in. */
  readonly label: string;
  /** What it means, in few words. */
  readonly detail: string;
  readonly kind: 'statement' | 'property' | 'value' | 'name' | 'arrow';
}

export interface Completions {
  /** The word at the cursor, which a choice replaces. */
  readonly from: number;
  readonly to: number;
  /** All that fits, unfiltered: the editor filters by what is typed. */
  readonly options: readonly Completion[];
}

/** What may be written at an offset of a text. Names come from the design, which may be older than the text. [S18] */
export function completionsAt(text: string, offset: number, design: Design): Completions {
  const { tokens } = lex(text);
  const at = tokens.findIndex(
    (token) => token.from < offset && offset <= token.to && (token.kind === 'word' || token.kind === 'string'),
  );
  const inside = at < 0 ? undefined : (tokens[at] as Token);
  const nothing = { from: inside?.from ?? offset, to: inside ? Math.max(inside.to, offset) : offset, options: [] };
  if (tokens.some((token) => (token.kind === 'comment' || token.kind === 'block') && token.from < offset && offset <= token.to))
    return nothing;
  const before = statementBefore(tokens, inside?.from ?? offset);
  return { ...nothing, options: new Completer(design).options(before) };
}

/** The tokens of the statement up to an offset: since the last end of a line outside of brackets. */
function statementBefore(tokens: readonly Token[], offset: number): Token[] {
  let statement: Token[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token.from >= offset) break;
    if (token.kind === 'end' || token.kind === 'comment') continue;
    if (token.kind === 'newline' && depth === 0) {
      statement = [];
      continue;
    }
    if (token.kind === 'mark' && '([{'.includes(token.text)) depth++;
    if (token.kind === 'mark' && ')]}'.includes(token.text)) depth = Math.max(0, depth - 1);
    statement.push(token);
  }
  return statement;
}

/** What is still open: from the outermost bracket to the innermost. */
function openBrackets(tokens: readonly Token[]): { mark: string; at: number }[] {
  const open: { mark: string; at: number }[] = [];
  tokens.forEach((token, at) => {
    if (token.kind !== 'mark') return;
    if ('([{'.includes(token.text)) open.push({ mark: token.text, at });
    else if (')]}'.includes(token.text)) open.pop();
  });
  return open;
}

class Completer {
  private readonly design: Design;

  constructor(design: Design) {
    this.design = design;
  }

  options(before: readonly Token[]): Completion[] {
    const first = before[0];
    if (!first) return [...this.statements(), ...this.names(nodeNamespace)];
    const chain = before.some((token, i) => token.kind === 'arrow' && i < 4 && openBrackets(before.slice(0, i)).length === 0);
    const said = !chain && first.kind === 'word' ? statementOf(first.text) : undefined;
    if (said) return this.inDeclaration(said, before);
    if (first.kind === 'word' && (textWords as readonly string[]).includes(first.text)) return [];
    return this.inChain(before);
  }

  private statements(): Completion[] {
    return statementWords.map(({ word, kind }) => ({ label: word, detail: elementKinds[kind].label, kind: 'statement' }));
  }

  private inDeclaration(said: StatementWord, before: readonly Token[]): Completion[] {
    const { kind } = said;
    const open = openBrackets(before);
    const outer = open[0];
    if (!outer) return this.behindName(said, before);
    const within = before.slice(outer.at + 1);
    if (outer.mark === '(') return this.inBrackets(named(kind), within);
    if (outer.mark !== '{') return [];
    if (kind === 'context') return this.names(allNamespaces, true);
    const rows = rowsOf(propertiesOf(kind));
    if (!rows) return [];
    const inner = hasVersions(kind) ? rowsOf(rows.row.properties) : undefined;
    return inner
      ? this.inRow(lastLine(within), inner.row.properties, 2, '')
      : this.inRow(lastLine(within), rows.row.properties, 1, rows.row.kind);
  }

  private behindName(said: StatementWord, before: readonly Token[]): Completion[] {
    const last = before[before.length - 1] as Token;
    if (before.length === 1) return [];
    if (last.kind === 'word' && last.text === 'on' && said.kind === 'channel') return this.names(['broker']);
    if (last.kind === 'word' && last.text === 'near' && said.kind === 'note') return this.names(allNamespaces, true);
    const head = headOf(said.kind);
    const property = head && propertiesOf(said.kind)[head.property];
    const values = property && !before.slice(2).some((token) => isValue(property, token.text)) ? this.values(property, '') : [];
    const word = (label: string, detail: string): Completion => ({ label, detail, kind: 'statement' });
    if (said.kind === 'channel' && !before.some((token) => token.text === 'on'))
      values.push(word('on', 'the broker that it lives on'));
    if (said.kind === 'note') values.push(word('near', 'next to another element'));
    return values;
  }

  private inChain(before: readonly Token[]): Completion[] {
    const last = before[before.length - 1] as Token;
    const outer = openBrackets(before)[0];
    if (outer?.mark === '(') {
      const arrow = before.findLastIndex((token, i) => token.kind === 'arrow' && i < outer.at);
      const start = before[arrow - 1]?.text ?? '';
      const kinds = this.kindOf(before[arrow]?.text ?? '->', start, before[arrow + 1]?.text ?? '');
      const known = new Map<string, Property>(kinds.flatMap((kind) => [...named(kind)]));
      return this.inBrackets(known, before.slice(outer.at + 1), start);
    }
    if (outer) return [];
    if (last.kind === 'arrow') return this.names(nodeNamespace);
    if (last.kind !== 'word' && last.kind !== 'string' && last.text !== ')') return [];
    const arrows = (Object.keys(edgeKinds) as EdgeKind[]).map(
      (kind): Completion => ({ label: arrowText(kind), detail: edgeKinds[kind].label, kind: 'arrow' }),
    );
    return [{ label: '->', detail: 'the edge that fits', kind: 'arrow' }, ...arrows];
  }

  /** Which kinds of edge an arrow may be; all of them where its ends are not known yet. */
  private kindOf(arrow: string, from: string, to: string): EdgeKind[] {
    const all = Object.keys(edgeKinds) as EdgeKind[];
    const outright = all.filter((kind) => arrowText(kind) === arrow);
    if (outright.length > 0) return outright;
    const [start, end] = [this.node(from), this.node(to)];
    const kind = start && end && arrowKind(start, end);
    return kind ? [kind] : all;
  }

  private node(name: string): ElementKind | undefined {
    const id = handlesOf(this.design).find('node', name, 1);
    return id === undefined ? undefined : this.design.elements.get(id)?.kind;
  }

  /** Inside round brackets: names of properties, or behind a name its values. */
  private inBrackets(known: ReadonlyMap<string, Property>, within: readonly Token[], owner = ''): Completion[] {
    const open = openBrackets(within);
    const list = open[open.length - 1];
    const upTo = list?.mark === '[' ? within.slice(0, list.at) : within;
    const comma = upTo.findLastIndex(
      (token, i) => token.kind === 'mark' && token.text === ',' && openBrackets(upTo.slice(0, i)).length === 0,
    );
    const entry = upTo.slice(comma + 1).filter((token) => token.kind !== 'newline');
    const property = entry[0] && known.get(entry[0].text);
    if (property && (entry.length === 1 || list)) return this.values(property, owner, list !== undefined);
    if (entry.length > 0) return [];
    const stated = new Set(upTo.filter((_, i) => i === 0 || upTo[i - 1]?.text === ',').map((token) => token.text));
    return propertyNames(known, stated);
  }

  private inRow(
    line: readonly Token[],
    properties: Readonly<Record<string, Property>>,
    heads: number,
    opening: string,
  ): Completion[] {
    if (opening !== '' && line.length === 0) return [{ label: opening, detail: `one ${opening}`, kind: 'statement' }];
    const row = opening === '' ? line : line.slice(1);
    const names = Object.keys(properties);
    if (row.length < heads) return this.values(properties[names[row.length] as string] as Property, '');
    const last = row[row.length - 1] as Token;
    const property =
      row.length > heads && last.kind === 'word' && Object.hasOwn(properties, last.text) ? properties[last.text] : undefined;
    if (property && row.length > heads) return this.values(property, '');
    const flags = Object.entries(rowFlags)
      .filter(([, flag]) => Object.hasOwn(properties, flag.property))
      .map(([label, flag]): Completion => ({ label, detail: `${flag.property} ${flag.value}`, kind: 'property' }));
    return [
      ...flags,
      ...propertyNames(new Map(Object.entries(properties).slice(heads)), new Set(row.map((token) => token.text))),
    ];
  }

  private values(property: Property, owner: string, inList = false): Completion[] {
    const options = (property.options ?? []).map(
      (option): Completion => ({ label: option.value, detail: option.label, kind: 'value' }),
    );
    const words = inList ? [] : [...(property.words ?? []).filter((word) => word !== ''), ...(property.unsure ? [unknown] : [])];
    const said = words.map(
      (label): Completion => ({ label, detail: label === unknown ? 'nobody has said yet' : 'a word', kind: 'value' }),
    );
    if (property.valueType === 'reference' || property.valueType === 'references') return [...this.references(property), ...said];
    if (property.valueType === 'edges') return [...this.handlers(owner), ...said];
    return [...options, ...said];
  }

  private references(property: Property): Completion[] {
    const kinds = property.refersTo ?? [];
    const names = this.names(namespacesOf(kinds)).filter(
      (name) =>
        (kinds as readonly string[]).includes(name.detail.toLowerCase()) ||
        kinds.some((kind) => elementKinds[kind].label === name.detail),
    );
    if (!property.versioned) return names;
    const pinned = [...this.design.elements.values()].flatMap((element) => {
      const versions = elementOf(this.design, element.id, 'contract')?.props.versions ?? [];
      const handle = handlesOf(this.design).of(element.id);
      if (!handle || versions.length < 2) return [];
      return versions.map(
        (row): Completion => ({ label: `${printHandle(handle, false)}@${row.version}`, detail: 'this version', kind: 'name' }),
      );
    });
    return [...names, ...pinned];
  }

  /** Channels whose messages the start of an arrow handles. */
  private handlers(owner: string): Completion[] {
    const handles = handlesOf(this.design);
    const id = handles.find('node', owner, 1);
    return [...this.design.edges.values()].flatMap((edge): Completion[] => {
      const handle = edge.kind === 'consumes' && edge.to === id ? handles.of(edge.from) : undefined;
      return handle ? [{ label: printHandle(handle, false), detail: 'what it consumes', kind: 'name' }] : [];
    });
  }

  private names(namespaces: readonly Namespace[], prefixed = false): Completion[] {
    const handles = handlesOf(this.design);
    const names: Completion[] = [];
    for (const element of this.design.elements.values()) {
      const handle = handles.of(element.id);
      if (!handle || handle.name === '' || !namespaces.includes(namespaceOf(element.kind))) continue;
      names.push({
        label: printHandle(handle, prefixed && handle.namespace !== 'node'),
        detail: elementKinds[element.kind].label,
        kind: 'name',
      });
    }
    return names.sort((a, b) => compareForPeople(a.label, b.label));
  }
}

function isValue(property: Property, text: string): boolean {
  return property.options?.some((option) => option.value === text) ?? false;
}

function named(kind: ElementKind | EdgeKind): Map<string, Property> {
  return new Map(
    writable(kind).flatMap(({ as, property }) =>
      as === 'name' || property.valueType === 'rows' ? [] : [[as, property] as const],
    ),
  );
}

function propertyNames(known: ReadonlyMap<string, Property>, stated: ReadonlySet<string>): Completion[] {
  return [...known]
    .filter(([name]) => !stated.has(name))
    .map(([label, property]) => ({ label, detail: property.label, kind: 'property' }));
}

function lastLine(tokens: readonly Token[]): Token[] {
  const end = tokens.findLastIndex((token) => token.kind === 'newline' || (token.kind === 'mark' && token.text === ','));
  return tokens.slice(end + 1);
}
