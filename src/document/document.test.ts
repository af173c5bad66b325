import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { countingIds } from '#base/ids.ts';
import { prng } from '#base/prng.ts';
import type { Element } from '#model/design.ts';
import { applyEdits, type Edit, removal } from '#model/edit.ts';
import { field } from '#model/kinds/field.ts';
import { version } from '#model/kinds/version.ts';
import { propsWith, rowWith } from '#model/values.ts';
import { type Change, openDocument } from './document.ts';
import { exchange, meet, randomEdits, testPeer } from './peers.testkit.ts';
import { readDesign } from './records.ts';

const add = (id: string, kind: 'service' | 'channel' | 'contract' | 'note', props = {}): Edit => ({
  op: 'addElement',
  element: {
    id,
    kind,
    props: propsWith(kind, (kind === 'contract' ? { versions: [rowWith(version, 'v1', 'a0')], ...props } : props) as never),
  } as unknown as Element,
});

function fresh(...edits: Edit[]) {
  const document = openDocument(new Y.Doc());
  document.perform(edits);
  return document;
}

/** A second person at the same design. */
function joined(document: ReturnType<typeof fresh>) {
  const other = openDocument(new Y.Doc());
  meet(document.doc, other.doc);
  return other;
}

describe('edits through the shared document', () => {
  it('[D1] performs what applyEdits performs, over random sequences', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = prng(seed);
      const document = openDocument(new Y.Doc());
      const makeId = countingIds();
      for (let step = 0; step < 40; step++) {
        const edits = randomEdits(document.design, random, makeId);
        const expected = applyEdits(document.design, edits);
        document.perform(edits);
        expect(document.design, `seed ${seed}, step ${step}`).toEqual(expected);
      }
      expect(document.design, `seed ${seed}`).toEqual(readDesign(document.doc));
    }
  });

  it('[D2] keeps both of two changes to two properties of one element', () => {
    const ann = fresh(add('s', 'service', { name: 'orders' }));
    const bob = joined(ann);
    ann.perform([{ op: 'set', id: 's', path: ['name'], value: 'orders-api' }]);
    bob.perform([{ op: 'set', id: 's', path: ['instances'], value: 3 }]);
    meet(ann.doc, bob.doc);
    expect(ann.design.elements.get('s')?.props).toMatchObject({ name: 'orders-api', instances: 3 });
    expect(bob.design).toEqual(ann.design);
  });

  it('[D2] lets a removal win over a change', () => {
    const ann = fresh(add('s', 'service'));
    const bob = joined(ann);
    ann.perform(removal(ann.design, ['s']));
    bob.perform([{ op: 'set', id: 's', path: ['name'], value: 'too late' }]);
    meet(ann.doc, bob.doc);
    expect(ann.design.elements.size).toBe(0);
    expect(bob.design.elements.size).toBe(0);
  });

  it('[D3] keeps the first fields that two people add at the same moment', () => {
    const ann = fresh(add('c', 'contract'));
    const bob = joined(ann);
    const path = ['versions', 'v1', 'fields'];
    ann.perform([{ op: 'addRow', id: 'c', path, row: rowWith(field, 'f1', 'a0', { name: 'orderId' }) }]);
    bob.perform([{ op: 'addRow', id: 'c', path, row: rowWith(field, 'f2', 'a0', { name: 'amount' }) }]);
    meet(ann.doc, bob.doc);
    const contract = ann.design.elements.get('c');
    expect(contract?.kind === 'contract' && contract.props.versions[0]?.fields.map((row) => row.name)).toEqual([
      'orderId',
      'amount',
    ]);
    expect(bob.design).toEqual(ann.design);
  });

  it('[D4] merges what two people type into one note', () => {
    const ann = fresh(add('n', 'note', { text: 'retries' }));
    const bob = joined(ann);
    ann.perform([{ op: 'set', id: 'n', path: ['text'], value: 'Who owns retries' }]);
    bob.perform([{ op: 'set', id: 'n', path: ['text'], value: 'retries?' }]);
    meet(ann.doc, bob.doc);
    expect(ann.design.elements.get('n')?.props).toMatchObject({ text: 'Who owns retries?' });
  });

  it('[D5] keeps an edge whose end is removed at the same moment, and undo brings the end back', () => {
    const ann = fresh(add('a', 'service'), add('b', 'channel'));
    const bob = joined(ann);
    ann.perform(removal(ann.design, ['b']));
    bob.perform([{ op: 'addEdge', edge: { id: 'e', kind: 'publishes', from: 'a', to: 'b', props: propsWith('publishes') } }]);
    meet(ann.doc, bob.doc);
    expect(ann.design.edges.has('e')).toBe(true);
    expect(ann.design.elements.has('b')).toBe(false);
    ann.undo();
    expect(ann.design.elements.has('b')).toBe(true);
  });

  it('[D6] reads nonsense that a stranger wrote as defaults, and drops what it can’t read', () => {
    const document = fresh(add('s', 'service', { name: 'orders' }));
    const elements = document.doc.getMap('elements') as Y.Map<Y.Map<unknown>>;
    elements.get('s')?.set('instances', -4);
    elements.get('s')?.set('constructor', 'x');
    elements.set('no-map', 'text' as never);
    elements.set('no-kind', new Y.Map());
    document.doc.getMap('positions').set('s', ['left', 0]);
    document.doc.getMap('edges').set('e', new Y.Map([['@kind', 'publishes']]));
    expect([...document.design.elements.keys()]).toEqual(['s']);
    expect(document.design.elements.get('s')?.props).toMatchObject({ name: 'orders', instances: 1 });
    expect(document.design.positions.size).toBe(0);
    expect(document.design.edges.size).toBe(0);
    expect(document.design).toEqual(readDesign(document.doc));
  });

  it('[D7] tells once a transaction what changed, and who changed it', () => {
    const ann = fresh(add('a', 'service'), add('b', 'service'));
    const bob = joined(ann);
    const heard: Change[] = [];
    ann.subscribe((change) => heard.push(change));
    ann.perform([
      { op: 'set', id: 'a', path: ['name'], value: 'x' },
      { op: 'place', id: 'b', at: [10, 20] },
    ]);
    bob.perform([{ op: 'set', id: 'b', path: ['name'], value: 'y' }]);
    meet(ann.doc, bob.doc);
    expect(heard.map((change) => [change.origin.by, [...change.ids].sort()])).toEqual([
      ['me', ['a', 'b']],
      ['peer', ['b']],
    ]);
    expect(heard[1]?.before.elements.get('a')).toBe(heard[1]?.after.elements.get('a'));
  });

  it('[D8] keeps an element’s place out of the design while the element is gone', () => {
    const document = fresh(add('s', 'service'), { op: 'place', id: 's', at: [10, 10] });
    document.perform(removal(document.design, ['s']));
    expect(document.design.positions.size).toBe(0);
    document.undo();
    expect(document.design.positions.get('s')).toEqual([10, 10]);
  });
});

describe('undo', () => {
  it('[U1] takes back only one’s own steps', () => {
    const ann = fresh(add('a', 'service'));
    const bob = joined(ann);
    bob.perform([add('b', 'service')]);
    meet(ann.doc, bob.doc);
    ann.undo();
    expect([...ann.design.elements.keys()]).toEqual(['b']);
    expect(ann.canUndo).toBe(false);
  });

  it('[U2] makes each perform a step, whatever its speed, and joins those that say so', () => {
    const document = fresh(add('a', 'service'));
    for (const name of ['o', 'or', 'ord'])
      document.perform([{ op: 'set', id: 'a', path: ['name'], value: name }], { joins: 'a/name' });
    document.perform([{ op: 'set', id: 'a', path: ['instances'], value: 2 }]);
    document.undo();
    expect(document.design.elements.get('a')?.props).toMatchObject({ name: 'ord', instances: 1 });
    document.undo();
    expect(document.design.elements.get('a')?.props.name).toBe('');
    document.redo();
    expect(document.design.elements.get('a')?.props.name).toBe('ord');
  });

  it('[U3] survives what others do in between', () => {
    const ann = fresh(add('a', 'service', { name: 'one' }));
    const bob = joined(ann);
    ann.perform([{ op: 'set', id: 'a', path: ['name'], value: 'two' }]);
    meet(ann.doc, bob.doc);
    bob.perform([{ op: 'set', id: 'a', path: ['instances'], value: 7 }]);
    meet(ann.doc, bob.doc);
    ann.undo();
    expect(ann.design.elements.get('a')?.props).toMatchObject({ name: 'one', instances: 7 });
    ann.redo();
    expect(ann.design.elements.get('a')?.props).toMatchObject({ name: 'two', instances: 7 });
  });

  it('[U4] hands back what was kept with the step', () => {
    const document = openDocument(new Y.Doc());
    let selection = ['before'];
    document.keepWithSteps({
      save: () => selection,
      restore: (saved) => {
        selection = saved as string[];
      },
    });
    document.perform([add('a', 'service')]);
    selection = ['after'];
    document.undo();
    expect(selection).toEqual(['before']);
  });

  it('[U5] does not count what the program set up', () => {
    const document = openDocument(new Y.Doc());
    document.fill([add('a', 'service')]);
    expect(document.canUndo).toBe(false);
  });

  it('[U6] undoes everything of one person back to the start, over random sequences', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = prng(seed);
      const document = openDocument(new Y.Doc());
      const makeId = countingIds();
      const versions = [document.design];
      for (let step = 0; step < 15; step++) {
        document.perform(randomEdits(document.design, random, makeId));
        if (document.design !== versions.at(-1)) versions.push(document.design);
      }
      while (document.canUndo) document.undo();
      expect(document.design, `seed ${seed}`).toEqual(versions[0]);
      while (document.canRedo) document.redo();
      expect(document.design, `seed ${seed}`).toEqual(versions.at(-1));
    }
  });
});

describe('convergence', () => {
  it('[C1] brings peers to one design after random edits, undo and disconnections', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = prng(seed);
      const peers = ['ann', 'bob', 'cem', 'dee'].map((name) => testPeer(name, random));
      for (let round = 0; round < 30; round++) {
        const peer = random.pick(peers);
        const what = random.below(12);
        if (what === 0) peer.online = !peer.online;
        else if (what === 1) peer.document.undo();
        else if (what === 2) peer.document.redo();
        else peer.edit();
        if (random.below(3) === 0) exchange(peers, random);
      }
      for (const peer of peers) peer.online = true;
      exchange(peers, random);
      for (const peer of peers) {
        expect(peer.document.design, `seed ${seed}`).toEqual(peers[0]?.document.design);
        expect(peer.document.design, `seed ${seed}`).toEqual(readDesign(peer.document.doc));
      }
    }
  });
});
