import { type Node, type NodeProps, type NodeTypes, ReactFlow, useStoreApi, ViewportPortal } from '@xyflow/react';
import { memo, type ReactNode, useEffect, useLayoutEffect, useMemo } from 'react';
import type { Viewport } from '../../editor.ts';
import { labels } from '../labels.ts';
import { NodeView } from '../NodeView.tsx';
import type { Face, FlowNode } from '../to-flow.ts';
import { maxZoom, minZoom } from '../viewport.ts';
import './flow.css';

/*
 * The one module that knows React Flow. It gives it the nodes near the window with their size and no handles to measure, and the
 * viewport; pointers, keys and edges are the surface's own (canvas.md 2). Version 13 will split its store: only this file will notice.
 */

type Carrier = Node<{ face: Face } & Record<string, unknown>>;

const PlainNode = memo(
  ({ data }: NodeProps<Carrier>) => <NodeView face={data.face} />,
  (a, b) => a.data === b.data,
);

const nodeTypes: NodeTypes = { plain: PlainNode };
const noEdges: never[] = [];
const noHandles: never[] = [];
const nodeStyle = { pointerEvents: 'all' } as const;
const offered = { hideAttribution: true };

const carriers = new WeakMap<FlowNode, Carrier>();
const datas = new WeakMap<Face, Carrier['data']>();

/** React Flow's own shape of a node, made once for each of ours. */
function carrierOf(node: FlowNode): Carrier {
  const known = carriers.get(node);
  if (known) return known;
  let data = datas.get(node.face);
  if (!data) {
    data = { face: node.face };
    datas.set(node.face, data);
  }
  const [width, height] = node.size;
  const made: Carrier = {
    id: node.id,
    type: 'plain',
    position: node.position,
    data,
    width,
    height,
    measured: { width, height },
    handles: noHandles,
    style: nodeStyle,
    ariaRole: 'img',
    ariaLabel: node.label,
    domAttributes: { id: node.domId, 'aria-roledescription': labels.node } as Carrier['domAttributes'],
  };
  carriers.set(node, made);
  return made;
}

export interface FlowProps {
  readonly nodes: readonly FlowNode[];
  readonly first: Viewport;
  /** Receives a function that moves the viewport, and is called with undefined at the end. */
  bind(apply: ((viewport: Viewport) => void) | undefined): void;
  /** Called after the nodes are in the page. */
  onMounted(count: number): void;
  /** Stands in the viewport and moves with it. */
  readonly children: ReactNode;
  readonly attribution: boolean;
}

export function Flow({ nodes, first, bind, onMounted, children, attribution }: FlowProps) {
  const carried = useMemo(() => nodes.map(carrierOf), [nodes]);
  return (
    <ReactFlow
      nodes={carried}
      edges={noEdges}
      nodeTypes={nodeTypes}
      defaultViewport={first}
      minZoom={minZoom}
      maxZoom={maxZoom}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      panOnDrag={false}
      panOnScroll={false}
      zoomOnScroll={false}
      zoomOnPinch={false}
      zoomOnDoubleClick={false}
      preventScrolling={false}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      deleteKeyCode={null}
      panActivationKeyCode={null}
      zoomActivationKeyCode={null}
      disableKeyboardA11y
      proOptions={attribution ? undefined : offered}
      attributionPosition="bottom-left"
    >
      <Bridge bind={bind} onMounted={onMounted} nodes={carried} />
      <ViewportPortal>{children}</ViewportPortal>
    </ReactFlow>
  );
}

function Bridge({ bind, onMounted, nodes }: Pick<FlowProps, 'bind' | 'onMounted'> & { readonly nodes: readonly Carrier[] }) {
  const store = useStoreApi();
  useLayoutEffect(() => {
    bind((viewport) => {
      // Past the promise of `setViewport`: at once, so that canvas and nodes move in the same frame.
      const { panZoom } = store.getState();
      if (panZoom) void panZoom.setViewport(viewport, { duration: 0 });
      else store.setState({ transform: [viewport.x, viewport.y, viewport.zoom] });
    });
    return () => bind(undefined);
  }, [bind, store]);
  // React Flow takes nodes over in an effect of its own; its children's effects come before its own, so look after the next frame.
  useEffect(() => {
    const frame = requestAnimationFrame(() => onMounted(nodes.length));
    return () => cancelAnimationFrame(frame);
  }, [nodes, onMounted]);
  return null;
}
