import { expect, it } from 'vitest';
import { removal } from '#model/edit.ts';
import { editorWith, idOf } from '../workbench.testkit.ts';
import { performed } from './take-back.ts';

it('takes back exactly what was done, also when something else was done since', () => {
  const editor = editorWith('service shop\nservice billing\nshop -> orders -> billing\n');
  const shop = idOf(editor.document.design, 'shop');
  const billing = idOf(editor.document.design, 'billing');
  const takeBack = performed(editor, removal(editor.document.design, [shop]), []);
  editor.perform([{ op: 'set', id: billing, path: ['instances'], value: 7 }]);
  takeBack?.();
  expect(editor.document.design.elements.has(shop)).toBe(true);
  expect(editor.document.design.edges.size).toBe(2);
  expect(editor.document.design.elements.get(billing)?.props).toMatchObject({ instances: 7 });
});

it('is one undo while nothing else happened, so that redo can bring it again', () => {
  const editor = editorWith('service shop\n');
  const shop = idOf(editor.document.design, 'shop');
  performed(editor, removal(editor.document.design, [shop]), [])?.();
  expect(editor.document.design.elements.has(shop)).toBe(true);
  editor.redo();
  expect(editor.document.design.elements.has(shop)).toBe(false);
});
