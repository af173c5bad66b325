import type { Id } from '#base/ids.ts';
import { compareForPeople } from '#base/order.ts';
import { adjacency, type Design, type Element, nameOf, parentOf } from '#model/design.ts';
import type { ElementKind } from '#model/kind.ts';
import { edgeKinds, elementKinds } from '#model/kinds/index.ts';
import type { Row } from '#model/values.ts';
import { connectionsOf } from '../inspector/connections.ts';
import { words } from './labels.ts';

/** One line of the outline. `id` is a record of the design, or a heading (`#messages`). */
export interface OutlineNode {
  readonly key: string;
  readonly id: Id | undefined;
  readonly label: string;
  /** What it is: "topic", "service"; read out behind the name. */
  readonly kind: string;
  readonly element?: Element;
  readonly direction?: 'in' | 'out';
  readonly children: readonly OutlineNode[];
}

const order: readonly ElementKind[] = [
  'context',
  'external',
  'service',
  'processor',
  'channel',
  'store',
  'connector',
  'saga',
  'broker',
];

/** The diagram as text: contexts with what stands in them, each element with its arrows; then messages and notes. */
export function outlineOf(design: Design): readonly OutlineNode[] {
  const children = new Map<Id | 'none', Element[]>();
  for (const element of design.elements.values()) {
    const parent = parentOf(design, element);
    const list = children.get(parent);
    if (list) list.push(element);
    else children.set(parent, [element]);
  }
  const sorted = (elements: readonly Element[]) =>
    [...elements].sort(
      (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || compareForPeople(nameOf(design, a.id), nameOf(design, b.id)),
    );
  const node = (element: Element): OutlineNode => ({
    key: element.id,
    id: element.id,
    label: nameOf(design, element.id),
    kind: kindWord(element),
    element,
    children: [
      ...(element.kind === 'context' ? members(element.id) : []),
      ...connectionsOf(design, element.id).map(
        (each): OutlineNode => ({
          key: `${element.id}/${each.edge}/${each.direction}`,
          id: each.edge,
          label: each.sentence,
          kind: 'arrow',
          direction: each.direction,
          children: [],
        }),
      ),
    ],
  });
  const members = (parent: Id | 'none') =>
    sorted(children.get(parent) ?? [])
      .filter(isDrawn)
      .map(node);
  const all = [...design.elements.values()];
  const heading = (key: string, label: string, list: readonly OutlineNode[]): OutlineNode[] =>
    list.length === 0 ? [] : [{ key, id: undefined, label, kind: '', children: list }];
  const dangling = adjacency(design).dangling.map(
    (edge): OutlineNode => ({
      key: edge.id,
      id: edge.id,
      label: `${nameOf(design, edge.from)} ${edgeKinds[edge.kind].verb} ${nameOf(design, edge.to)}`,
      kind: 'arrow',
      children: [],
    }),
  );
  return [
    ...members('none'),
    ...heading('#messages', words.messages, sorted(all.filter((each) => each.kind === 'contract')).map(node)),
    ...heading('#notes', words.notes, sorted(all.filter((each) => each.kind === 'note')).map(node)),
    ...heading('#broken', words.broken, dangling),
  ];
}

function isDrawn(element: Element): boolean {
  return element.kind !== 'contract' && element.kind !== 'note';
}

/** In the words of the palette: a channel that is a log is a topic, a contract is an event. */
export function kindWord(element: Element): string {
  switch (element.kind) {
    case 'channel':
      return { log: 'topic', queue: 'queue', pubsub: 'pub/sub channel', '?': 'channel' }[element.props.type] ?? 'channel';
    case 'contract':
      return element.props.kind;
    case 'note':
      return element.props.style;
    case 'store':
      return 'database';
    default:
      return elementKinds[element.kind].label.toLowerCase();
  }
}

/** What the search looks at besides the name: kind, context, fields, tags. */
function searched(design: Design, node: OutlineNode): string {
  const { element } = node;
  if (!element) return node.label;
  const props = element.props as unknown as Readonly<Record<string, unknown>>;
  const context = design.elements.get(String(props.context))?.props.name ?? '';
  const fields =
    element.kind === 'contract'
      ? (element.props.versions as readonly Row[]).flatMap((version) =>
          (version.fields as readonly Row[]).map((field) => String(field.name)),
        )
      : [];
  const tags = Array.isArray(props.tags) ? props.tags : [];
  return [node.label, node.kind, context, ...fields, ...tags].join(' ');
}

/** The tree with only what fits, and what leads there; arrows of an element that fits stay with it. */
export function filteredOutline(
  design: Design,
  nodes: readonly OutlineNode[],
  typed: string,
): { readonly nodes: readonly OutlineNode[]; readonly found: number } {
  const wanted = typed.toLowerCase().split(/\s+/u).filter(Boolean);
  if (wanted.length === 0) return { nodes, found: design.elements.size };
  let found = 0;
  const visit = (node: OutlineNode): OutlineNode | undefined => {
    const text = searched(design, node).toLowerCase();
    const fits = node.element !== undefined && wanted.every((word) => text.includes(word));
    if (fits) found++;
    const inside = node.children
      .filter((child) => child.element !== undefined || node.id === undefined)
      .flatMap((child) => visit(child) ?? []);
    if (!fits && inside.length === 0) return undefined;
    return { ...node, children: fits ? [...inside, ...node.children.filter((child) => child.element === undefined)] : inside };
  };
  return { nodes: nodes.flatMap((node) => visit(node) ?? []), found };
}
