import {
  addEdge,
  type Connection,
  type Edge,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  useEdgesState,
  useNodesState,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import { memo, useCallback } from 'react';
import { createRoot } from 'react-dom/client';
import { draggedNode, graphOf } from './graph.ts';
import './plain.css';

/*
 * The peer: the quick-start app of React Flow with a custom node that shows what ours shows (kind, role, name, properties), wrapped
 * in `memo`, node types outside the component, default settings.
 */

type Data = { kind: string; name: string; role: string; detail: string };

const PlainNode = memo(({ data }: NodeProps<Node<Data>>) => (
  <div className={`node ${data.kind}`}>
    <Handle type="target" position={Position.Left} />
    <div className="label">
      {data.kind} <span>{data.role}</span>
    </div>
    <div className="title">{data.name}</div>
    <div className="detail">{data.detail}</div>
    <Handle type="source" position={Position.Right} />
  </div>
));

const nodeTypes = { plain: PlainNode };
const query = new URLSearchParams(location.search);
const design = graphOf(Number(query.get('n') ?? 500));
const details: Record<string, string> = { service: '3 instances', channel: '12 partitions · 7 d', store: 'relational · record' };
const firstNodes: Node<Data>[] = [...design.elements.values()].map((element) => {
  const [x, y] = design.positions.get(element.id) ?? [0, 0];
  const data = {
    kind: element.kind,
    name: element.props.name,
    role: element.kind === 'service' ? 'producer' : '',
    detail: details[element.kind] ?? '',
  };
  return { id: element.id, type: 'plain', position: { x, y }, data };
});
const firstEdges: Edge[] = [...design.edges.values()].map((edge) => ({
  id: edge.id,
  source: edge.from,
  target: edge.to,
  ...(edge.kind === 'publishes' ? { label: 'key orderId' } : {}),
}));

function App() {
  const [nodes, , onNodesChange] = useNodesState(firstNodes);
  const [edges, setEdges, onEdgesChange] = useEdgesState(firstEdges);
  const onConnect = useCallback((connection: Connection) => setEdges((now) => addEdge(connection, now)), [setEdges]);
  const zoom = Number(query.get('zoom') ?? 0);
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      onConnect={onConnect}
      {...(zoom > 0 ? { defaultViewport: { x: 0, y: 0, zoom } } : { fitView: true, minZoom: 0.02 })}
    />
  );
}

window.dragPoint = () => {
  const box = document.querySelector(`[data-id="${draggedNode(Number(query.get('n') ?? 500))}"]`)?.getBoundingClientRect();
  return box ? { x: box.left + (box.width * 60) / 190, y: box.top + box.height / 2 } : { x: 0, y: 0 };
};

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
