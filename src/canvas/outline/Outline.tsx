import { ArrowDownLeft, ArrowUpRight, ChevronRight } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button as AriaButton, Collection, type Selection, Tree, TreeItem, TreeItemContent } from 'react-aria-components';
import type { Id } from '#base/ids.ts';
import { useBench } from '../bench.ts';
import { createStore, useStore } from '../store.ts';
import { Badge, EmptyState } from '../ui/Badge.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { SearchField } from '../ui/TextField.tsx';
import { useMeaning } from '../use-meaning.ts';
import { words } from './labels.ts';
import styles from './Outline.module.css';
import { filteredOutline, type OutlineNode, outlineOf } from './tree.ts';

const nothing = createStore<ReadonlyMap<Id, readonly { readonly severity: string }[]>>(new Map());

/** The design as a tree of text: the same selection as the canvas, both ways. Works without seeing the drawing. */
export default function Outline() {
  const bench = useBench();
  const { editor, checking } = bench.session;
  const design = useMeaning(editor);
  const selection = useStore(editor.selection);
  const marks = useStore(checking?.byRecord ?? nothing);
  const asked = useStore(bench.outlineSearch);
  const [text, setText] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const input = useRef<HTMLInputElement>(null);
  const handled = useRef(0);
  useEffect(() => {
    if (asked === handled.current) return;
    handled.current = asked;
    input.current?.focus();
    input.current?.select();
  }, [asked]);

  const all = useMemo(() => outlineOf(design), [design]);
  const { nodes, found } = useMemo(() => filteredOutline(design, all, text), [design, all, text]);
  const byKey = useMemo(() => index(nodes), [nodes]);
  // While searching everything stands open; else elements are closed until opened, contexts and headings open.
  const expanded = useMemo(
    () => [...byKey.values()].filter((node) => node.children.length > 0 && isOpen(node, text, closed)).map((node) => node.key),
    [byKey, text, closed],
  );
  const selected = useMemo(
    () => [...byKey.values()].filter((node) => node.id !== undefined && selection.has(node.id)).map((node) => node.key),
    [byKey, selection],
  );

  const choose = (keys: Selection) => {
    if (keys === 'all') return;
    const before = new Set(selected);
    const ids = new Set([...keys].flatMap((key) => byKey.get(String(key))?.id ?? []));
    // An arrow stands under both of its ends: taking away one of the two lines takes away the arrow.
    for (const key of before) if (!keys.has(key)) ids.delete(byKey.get(key)?.id ?? '');
    editor.select(ids);
    if (ids.size > 0) editor.view.get()?.reveal(ids);
  };

  if (design.elements.size === 0) return <EmptyState title={words.empty}>{words.emptyHelp}</EmptyState>;
  return (
    <>
      <div className={styles.search}>
        <SearchField
          label={words.search}
          value={text}
          onChange={setText}
          inputRef={input}
          onSubmit={() => first(nodes, text, editor)}
        />
        {text.trim() !== '' && <span className={styles.found}>{words.found(found, design.elements.size)}</span>}
      </div>
      <Tree
        aria-label={words.title}
        className={styles.tree as string}
        items={nodes}
        selectionMode="multiple"
        selectionBehavior="replace"
        selectedKeys={selected}
        onSelectionChange={choose}
        expandedKeys={expanded}
        onExpandedChange={(keys) => setClosed(toggled(closed, new Set(expanded), new Set([...keys].map(String))))}
        onAction={(key) => {
          const id = byKey.get(String(key))?.id;
          if (id === undefined) return;
          editor.select([id]);
          editor.view.get()?.reveal([id]);
        }}
        renderEmptyState={() => <p className={styles.none}>{words.noMatch}</p>}
      >
        {(node: OutlineNode) => <Line node={node} marks={marks} />}
      </Tree>
    </>
  );
}

function Line({
  node,
  marks,
}: {
  readonly node: OutlineNode;
  readonly marks: ReadonlyMap<Id, readonly { readonly severity: string }[]>;
}) {
  const findings = node.id === undefined ? [] : (marks.get(node.id) ?? []);
  const Arrow = node.direction === 'in' ? ArrowDownLeft : ArrowUpRight;
  const tone = findings.some((each) => each.severity === 'error')
    ? 'error'
    : findings.some((each) => each.severity === 'warning')
      ? 'warning'
      : 'info';
  return (
    <TreeItem
      id={node.key}
      textValue={[node.label, node.kind, findings.length > 0 ? words.finding(findings.length) : ''].filter(Boolean).join(', ')}
      className={styles.item as string}
    >
      <TreeItemContent>
        {({ hasChildItems, level }) => (
          <div
            className={styles.line}
            style={{ paddingLeft: `${(level - 1) * 0.9}rem` }}
            data-heading={node.id === undefined || undefined}
          >
            {hasChildItems ? (
              <AriaButton slot="chevron" className={styles.chevron as string}>
                <ChevronRight size={14} aria-hidden />
              </AriaButton>
            ) : (
              <span className={styles.chevron} />
            )}
            {node.element ? (
              <Glyph kind={node.element.kind} props={node.element.props as never} size={22} />
            ) : (
              node.direction && <Arrow size={14} aria-hidden className={styles.arrow} />
            )}
            <span className={styles.label}>{node.label}</span>
            {node.element && <span className={styles.kind}>{node.kind}</span>}
            {findings.length > 0 && (
              <Badge tone={tone}>
                {findings.length}
                <span className="quiet"> {words.finding(findings.length)}</span>
              </Badge>
            )}
          </div>
        )}
      </TreeItemContent>
      <Collection items={node.children}>{(child: OutlineNode) => <Line node={child} marks={marks} />}</Collection>
    </TreeItem>
  );
}

function index(nodes: readonly OutlineNode[], into = new Map<string, OutlineNode>()): Map<string, OutlineNode> {
  for (const node of nodes) {
    into.set(node.key, node);
    index(node.children, into);
  }
  return into;
}

/** `closed` holds what was toggled away from its usual state. */
function isOpen(node: OutlineNode, text: string, closed: ReadonlySet<string>): boolean {
  if (text.trim() !== '') return true;
  const usually = node.id === undefined || node.element?.kind === 'context';
  return usually !== closed.has(node.key);
}

function toggled(closed: ReadonlySet<string>, before: ReadonlySet<string>, after: ReadonlySet<string>): ReadonlySet<string> {
  const next = new Set(closed);
  for (const key of [...before, ...after]) {
    if (before.has(key) === after.has(key)) continue;
    if (next.has(key)) next.delete(key);
    else next.add(key);
  }
  return next;
}

/** Enter in the search box goes to the first hit. */
function first(nodes: readonly OutlineNode[], text: string, editor: ReturnType<typeof useBench>['session']['editor']): void {
  const wanted = text.toLowerCase().trim();
  const all = [...index(nodes).values()].filter((node) => node.element);
  const hit = all.find((node) => node.label.toLowerCase().includes(wanted)) ?? all[0];
  if (hit?.id === undefined) return;
  editor.select([hit.id]);
  editor.view.get()?.reveal([hit.id]);
}
