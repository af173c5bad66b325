import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { arbitraryDesign } from '#model/arbitraries.testkit.ts';
import { emptyDesign } from '#model/design.ts';
import { readDesign } from './records.ts';
import { docFrom, docOf, exerciseOf, updateOf } from './whole.ts';

it('brings a whole design into a document and out of it', () => {
  fc.assert(
    fc.property(arbitraryDesign({ maxElements: 8, tidy: true }), (design) => {
      const doc = docOf(design);
      expect(readDesign(doc).elements).toEqual(design.elements);
      const again = docFrom(Y.encodeStateAsUpdateV2(doc));
      expect(again && readDesign(again)).toEqual(readDesign(doc));
    }),
    { numRuns: 30 },
  );
});

it('remembers the exercise for everybody, and believes no stranger', () => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, updateOf({ ...emptyDesign, title: 'Tonight' }, 'uberbeats-0.1'));
  expect(exerciseOf(doc)).toBe('uberbeats-0.1');
  expect(readDesign(doc).title).toBe('Tonight');
  doc.getMap('meta').set('exercise', '../../etc/passwd');
  expect(exerciseOf(doc)).toBe(undefined);
});

it('says when bytes are no document', () => {
  expect(docFrom(new Uint8Array([1, 2, 3, 250]))).toBe(undefined);
});
