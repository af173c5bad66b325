import { describe, expect, it } from 'vitest';
import { elementKinds } from '#model/kinds/index.ts';
import { propertiesOf } from '#model/values.ts';
import { designOf, idOf } from '../workbench.testkit.ts';
import { formOf, formOfMany, saidGroups, searchForm, selectedRecords } from './form.ts';

const design = designOf(`
topic orders (partitions 6, tls yes)
topic refunds (partitions 6)
queue emails
service billing (instances 2)
orders -> billing (ack afterEffect)
`);
const record = (name: string) => {
  const element = design.elements.get(idOf(design, name));
  if (!element) throw new Error(name);
  return element;
};

describe('the form of one record', () => {
  const channel = record('orders');
  const form = formOf(propertiesOf('channel'), channel.props as never, [], [channel.id]);

  it('has the essentials in the order of their declaration, and nothing else first', () => {
    const declared = Object.entries(elementKinds.channel.properties).filter(([, property]) => property.level === 'essential');
    expect(form.essentials.map((field) => field.name)).toEqual(declared.map(([name]) => name));
  });

  it('has every other property in a group', () => {
    const all = [...form.essentials, ...form.more.flatMap((group) => group.fields)].map((field) => field.name);
    expect(new Set(all)).toEqual(new Set(Object.keys(elementKinds.channel.properties)));
    expect(form.more.map((group) => group.label)).toContain('Access and privacy');
  });

  it('knows what is a default, and opens the groups in which something was said', () => {
    expect(form.essentials.find((field) => field.name === 'partitions')?.isDefault).toBe(false);
    expect(form.essentials.find((field) => field.name === 'retention')?.isDefault).toBe(true);
    expect(saidGroups(form)).toEqual(new Set(['Access and privacy']));
  });

  it('is searched by label, help, option and the name in the notation', () => {
    expect(searchForm(form, 'encrypted').map((field) => field.name)).toEqual(['tls', 'atRest']);
    expect(searchForm(form, 'dlq').map((field) => field.name)).toContain('role');
    expect(searchForm(form, '   ')).toEqual([]);
  });
});

describe('the form of several records', () => {
  it('has all properties of a shared kind but names, and marks what differs', () => {
    const form = formOfMany([record('orders'), record('refunds'), record('emails')]);
    const all = [...form.essentials, ...form.more.flatMap((group) => group.fields)];
    expect(all.map((field) => field.name)).not.toContain('name');
    expect(all.find((field) => field.name === 'type')?.mixed).toBe(true);
    expect(all.find((field) => field.name === 'durable')?.mixed).toBe(false);
    expect(form.ids).toHaveLength(3);
  });

  it('has only what different kinds have in common', () => {
    const form = formOfMany([record('orders'), record('billing')]);
    const names = [...form.essentials, ...form.more.flatMap((group) => group.fields)].map((field) => field.name);
    expect(names.sort()).toEqual(['comment', 'context', 'links', 'pinned', 'status', 'tags']);
  });
});

it('takes the selected records that exist, elements before arrows', () => {
  const [edge] = design.edges.keys();
  const found = selectedRecords(design, [edge as string, idOf(design, 'orders'), 'gone']);
  expect(found.map((each) => each.kind)).toEqual(['channel', 'consumes']);
});
