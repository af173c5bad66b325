import { describe, expect, it } from 'vitest';
import { type ElementOf, elementOf } from '#model/design.ts';
import { applyEdits } from '#model/edit.ts';
import { brokenReferences } from '#model/integrity.ts';
import { designOf, editorWith, idOf } from '../workbench.testkit.ts';
import { nextMajor, ownName, renumbering, separation } from './major-change.ts';

const sketch = `
contract Paid 1.0.0 event (status published, compat BACKWARD) { orderId string }
contract Paid 1.1.0 { orderId int unique perEntity }
topic payments (contracts Paid)
topic fresh (contracts Paid@1.1.0)
shop -> payments -> billing (group b, contracts Paid@1.1.0)
`;
const design = designOf(sketch);
const paid = elementOf(design, idOf(design, 'Paid'), 'contract') as ElementOf<'contract'>;
type Version = ElementOf<'contract'>['props']['versions'][number];
const [old, fresh] = paid.props.versions as [Version, Version];

describe('a version as a new major one', () => {
  it('gets the next number, and whoever names it goes on naming it', () => {
    const number = nextMajor(paid, fresh);
    expect(number).toBe('2.0.0');
    const after = applyEdits(design, renumbering(design, paid, fresh, number ?? ''));
    expect(elementOf(after, paid.id, 'contract')?.props.versions.map(({ version }) => version)).toEqual(['1.0.0', '2.0.0']);
    expect(elementOf(after, idOf(after, 'fresh'), 'channel')?.props.contracts).toEqual([`${paid.id}@2.0.0`]);
    expect(brokenReferences(after)).toEqual([]);
  });

  it('is none where its number says so already', () => {
    const major = { ...fresh, version: '2.0.0' };
    expect(nextMajor({ ...paid, props: { ...paid.props, versions: [old, major] } }, major)).toBeUndefined();
  });
});

describe('a version as a contract of its own', () => {
  it('is its first version, with all that was said; the old contract keeps the others', () => {
    const after = applyEdits(design, separation(design, paid, fresh, 'own'));
    const made = elementOf(after, 'own', 'contract');
    expect(made?.props).toMatchObject({ name: 'PaidV2', kind: 'event', compat: 'BACKWARD' });
    expect(made?.props.versions).toMatchObject([
      { version: '1.0.0', status: 'draft', fields: [{ name: 'orderId', type: 'int', unique: 'perEntity' }] },
    ]);
    expect(elementOf(after, paid.id, 'contract')?.props.versions.map(({ version }) => version)).toEqual(['1.0.0']);
    expect(elementOf(after, idOf(after, 'fresh'), 'channel')?.props.contracts).toEqual(['own']);
    expect(elementOf(after, idOf(after, 'payments'), 'channel')?.props.contracts).toEqual([paid.id]);
    expect(brokenReferences(after)).toEqual([]);
  });

  it('has a name that nothing else has', () => {
    const crowded = designOf(`${sketch}contract PaidV2 1.0.0 event { id string }\n`);
    const contract = elementOf(crowded, idOf(crowded, 'Paid'), 'contract') as typeof paid;
    expect(ownName(crowded, contract)).toBe('PaidV3');
  });

  it('is one step, which undo takes back', () => {
    const editor = editorWith(sketch);
    const before = editor.document.design;
    const contract = elementOf(before, idOf(before, 'Paid'), 'contract') as typeof paid;
    const version = contract.props.versions[1] as typeof fresh;
    expect(editor.perform(separation(before, contract, version, editor.makeId()))).toBe(true);
    editor.undo();
    expect(elementOf(editor.document.design, contract.id, 'contract')?.props.versions).toHaveLength(2);
    expect([...editor.document.design.elements.values()].filter(({ kind }) => kind === 'contract')).toHaveLength(1);
  });
});
