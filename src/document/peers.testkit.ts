import * as Y from 'yjs';
import { countingIds, type Id } from '#base/ids.ts';
import type { Prng } from '#base/prng.ts';
import type { Design, Edge, Element } from '#model/design.ts';
import { edgeKindNames, elementKindNames } from '#model/design.ts';
import { type Edit, removal } from '#model/edit.ts';
import { field } from '#model/kinds/field.ts';
import { version } from '#model/kinds/version.ts';
import { propsWith, rowWith } from '#model/values.ts';
import { type DesignDocument, openDocument } from './document.ts';

/** A person with a document of their own, who may be cut off from the others for a while. */
export interface TestPeer {
  readonly document: DesignDocument;
  readonly outbox: Uint8Array[];
  online: boolean;
  edit(): void;
}

export function testPeer(name: string, random: Prng): TestPeer {
  const doc = new Y.Doc();
  doc.clientID = random.below(2 ** 31);
  const document = openDocument(doc);
  const makeId = countingIds(`${name}-`);
  const outbox: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'network') outbox.push(update);
  });
  return { document, outbox, online: true, edit: () => document.perform(randomEdits(document.design, random, makeId)) };
}

/** Hands everything that online peers have said to all other online peers, in an order of the generator's choice. */
export function exchange(peers: readonly TestPeer[], random: Prng): void {
  const mail: [TestPeer, Uint8Array][] = [];
  for (const peer of peers) {
    if (!peer.online) continue;
    for (const update of peer.outbox.splice(0)) for (const other of peers) if (other !== peer) mail.push([other, update]);
  }
  while (mail.length > 0) {
    const [[to, update]] = mail.splice(random.below(mail.length), 1) as [[TestPeer, Uint8Array]];
    Y.applyUpdate(to.document.doc, update, 'network');
  }
}

/** Brings two documents to the same state, as a reconnect does. */
export function meet(a: Y.Doc, b: Y.Doc): void {
  const fromA = Y.encodeStateAsUpdate(a, Y.encodeStateVector(b));
  const fromB = Y.encodeStateAsUpdate(b, Y.encodeStateVector(a));
  Y.applyUpdate(b, fromA, 'network');
  Y.applyUpdate(a, fromB, 'network');
}

/** Edits that a person could make now: additions, removals, changes of properties and rows, moves. */
export function randomEdits(design: Design, random: Prng, makeId: () => Id): Edit[] {
  const elements = [...design.elements.values()];
  const edges = [...design.edges.values()];
  const choice = elements.length < 3 ? 0 : random.below(10);
  if (choice <= 1) {
    const id = makeId();
    const kind = random.pick(elementKindNames);
    const rows = kind === 'contract' ? { versions: [rowWith(version, 'v1', 'a0')] } : {};
    const element = {
      id,
      kind,
      props: propsWith(kind, { name: `${kind} ${random.below(100)}`, ...rows } as never),
    } as unknown as Element;
    return [
      { op: 'addElement', element },
      { op: 'place', id, at: [random.below(2000), random.below(1000)] },
    ];
  }
  if (choice === 2) {
    const kind = random.pick(edgeKindNames);
    const edge = {
      id: makeId(),
      kind,
      from: random.pick(elements).id,
      to: random.pick(elements).id,
      props: propsWith(kind),
    } as unknown as Edge;
    return [{ op: 'addEdge', edge }];
  }
  if (choice === 3) return removal(design, [random.pick(elements).id]);
  if (choice === 4 && edges.length > 0) return [{ op: 'removeEdge', id: random.pick(edges).id }];
  if (choice === 5) return [{ op: 'set', id: random.pick(elements).id, path: ['name'], value: `name ${random.below(1000)}` }];
  if (choice === 6) return [{ op: 'place', id: random.pick(elements).id, at: [random.below(2000), random.below(1000)] }];
  const contract = elements.find((element) => element.kind === 'contract' && element.props.versions.length > 0);
  if (choice === 7 && contract) {
    const row = rowWith(field, makeId(), `a${random.below(9)}`, { name: `field${random.below(100)}`, type: 'string' });
    return [{ op: 'addRow', id: contract.id, path: ['versions', 'v1', 'fields'], row }];
  }
  const note = elements.find((element) => element.kind === 'note');
  if (choice === 8 && note) return [{ op: 'set', id: note.id, path: ['text'], value: `text ${random.below(1000)}` }];
  return [{ op: 'set', id: random.pick(elements).id, path: ['tags'], value: [`tag${random.below(10)}`] }];
}
