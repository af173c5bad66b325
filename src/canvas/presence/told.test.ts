import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { openDocument } from '#document/document.ts';
import { createStore } from '../store.ts';
import { editorWith, idOf } from '../workbench.testkit.ts';
import type { Peer } from './presence.ts';
import { changesSaid, everyMs, tellOfOthers } from './told.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const bob: Peer = { client: 7, name: 'Bob', colour: '#0b57d0', selection: [], following: undefined, away: false };

it('says once in three seconds what the other person has done, and nothing of what one does oneself', () => {
  const editor = editorWith('service shop\ntopic orders\nshop -> orders\n');
  const theirs = new Y.Doc();
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(editor.document.doc));
  theirs.on('update', (update: Uint8Array) => Y.applyUpdate(editor.document.doc, update, 'network'));
  const other = openDocument(theirs);
  const said: string[] = [];
  editor.announcement.subscribe(() => said.push(editor.announcement.get()));
  const stop = tellOfOthers(editor, { peers: createStore<readonly Peer[]>([bob]) });
  const { design } = other;
  const [shop, orders] = [idOf(design, 'shop'), idOf(design, 'orders')];
  other.perform([{ op: 'place', id: shop, at: [500, 10] }]);
  other.perform([{ op: 'place', id: shop, at: [520, 10] }]);
  other.perform([{ op: 'removeElement', id: orders }]);
  editor.perform([{ op: 'place', id: shop, at: [40, 10] }]);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(everyMs);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^Bob removed orders(?:, changed 1 arrow)?, moved 1 element\.$/);
  vi.advanceTimersByTime(10 * everyMs);
  expect(said).toHaveLength(1);
  stop();
});

it('names a few things and counts many', () => {
  const before = editorWith('').document.design;
  const few = editorWith('topic orders\nservice shop\n').document.design;
  expect(changesSaid(before, few, few.elements.keys())).toEqual(['added topic orders and service shop']);
  const many = editorWith('service a\nservice b\nservice c\n').document.design;
  expect(changesSaid(before, many, many.elements.keys())).toEqual(['added 3 elements']);
  expect(changesSaid(many, before, many.elements.keys())).toEqual(['removed 3 elements']);
});
