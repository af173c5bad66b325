import { expect, it } from 'vitest';
import { boxOf, touches } from '#drawing/geometry.ts';
import { groupsOnOffer, stencilGroups, stencilOf, stencils } from '../stencils.ts';
import { editorWith } from '../workbench.testkit.ts';
import { freeCentre, placeInMiddle } from './place.ts';

it('places one after another in the middle without covering anything, ready to be named', () => {
  const editor = editorWith();
  const service = stencilOf('service');
  if (!service) throw new Error('no stencil');
  const ids = Array.from({ length: 12 }, () => placeInMiddle(editor, service) as string);
  expect(editor.renaming.get()).toBe(ids.at(-1));
  expect([...editor.selection.get()]).toEqual([ids.at(-1)]);
  const boxes = ids.map((id) => boxOf(editor.document.design, id));
  boxes.forEach((box, i) => {
    for (const other of boxes.slice(i + 1)) expect(box && other && touches(box, other)).toBe(false);
  });
});

it('stays where it was wanted if there is room', () => {
  expect(freeCentre(editorWith().document.design, [190, 84], [100, 200], 'service')).toEqual([100, 200]);
});

it('gives every letter to one stencil at most', () => {
  const keys = stencils.flatMap((stencil) => ('key' in stencil && typeof stencil.key === 'string' ? [stencil.key] : []));
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).not.toContain('N');
});

it('offers what an exercise allows, and everything where there is none', () => {
  expect(groupsOnOffer(undefined)).toBe(stencilGroups);
  const offered = groupsOnOffer(new Set(['event', 'topic', 'note']));
  expect(offered.map((group) => group.stencils.map(({ id }) => id))).toEqual([['event'], ['topic'], ['note']]);
});
