import { describe, expect, it } from 'vitest';
import type { Capabilities } from '#brokers/capabilities.ts';
import { products, variantOf } from '#brokers/index.ts';
import { designOf, idOf } from '../workbench.testkit.ts';
import { cellValue, profileOf } from './cells.ts';
import { cellWords, sections } from './labels.ts';
import { questionsOf } from './questions.ts';
import { modeFor, usualOf, variantsFor } from './usual.ts';

const design = designOf(`
broker rabbit rabbitmq
broker main kafka
broker later
topic orders on main
queue mails on rabbit (variant quorum, retention 3d)
queue alerts on rabbit (variant fifo)
channel ideas on later
channel loose
service billing
orders -> billing
mails -> billing
`);
const record = (name: string) => {
  const found = design.elements.get(idOf(design, name));
  if (!found) throw new Error(name);
  return found;
};
const arrow = (from: string) => {
  const found = [...design.edges.values()].find((edge) => edge.from === idOf(design, from));
  if (!found) throw new Error(from);
  return found;
};

describe('the profile', () => {
  it('shows every column of the matrix, once', () => {
    const shown: string[] = sections.flatMap(({ cells }) => Object.keys(cells));
    const columns = Object.keys(products[0]?.variants[0] ?? {}).filter((name) => !['variant', 'label', 'help'].includes(name));
    expect(shown.sort()).toEqual(columns.sort());
  });

  it('knows a word for every enumerated value', () => {
    for (const { variants } of products)
      for (const row of variants)
        for (const [column, known] of Object.entries(cellWords)) {
          const cell = row[column as keyof Capabilities];
          if (cell.value !== '?' && cell.value !== '-') expect(Object.keys(known), column).toContain(cell.value);
        }
  });

  it('says values in words, a note where there is no value, and leaves out what does not apply', () => {
    const row = variantOf('rabbitmq', 'quorum');
    if (!row) throw new Error('no row');
    const cells = Object.fromEntries(profileOf(row).flatMap((section) => section.cells.map((cell) => [cell.name, cell])));
    expect(cells['Kept by default']).toEqual({ name: 'Kept by default', value: 'Until acked', note: '', verified: true });
    expect(cells['Time to acknowledge']).toEqual({
      name: 'Time to acknowledge',
      value: '30 minutes',
      note: 'ack timeout',
      verified: false,
    });
    expect(cells['Largest message by default']?.value).toBe('16 MiB');
    expect(cells['Order holds']?.value).toBe('In the whole queue');
    expect(cells['Remembered for']).toBeUndefined();
    expect(cellValue('maxSize', { value: '64000000B', note: '', verified: true })).toBe('64 MB');
  });
});

describe('what is usual', () => {
  it('stands in the fields of a channel and of a handler, by its broker’s mode', () => {
    expect(usualOf(design, record('orders')).get('retention')).toEqual({
      words: '7 days',
      product: 'Apache Kafka',
      note: '',
      verified: true,
    });
    expect(usualOf(design, arrow('orders')).get('assignment')?.words).toBe('A partition each');
    expect(usualOf(design, arrow('orders')).get('ackDeadline')).toMatchObject({
      words: '5 minutes',
      note: 'max.poll.interval.ms',
    });
    expect(usualOf(design, arrow('mails')).get('ackDeadline')).toMatchObject({ words: '30 minutes', verified: false });
    expect(usualOf(design, arrow('mails')).get('onExhausted')?.words).toBe('It is dropped');
    expect(usualOf(design, arrow('mails')).get('startFrom')).toBeUndefined();
    expect(usualOf(design, record('rabbit')).get('xa')?.words).toBe('No');
  });

  it('is unknown without a product, and for a variant that it has not', () => {
    for (const name of ['ideas', 'loose', 'alerts', 'billing']) expect(usualOf(design, record(name)).size, name).toBe(0);
    expect(modeFor(design, record('mails'))?.row.variant).toBe('quorum');
    expect(modeFor(design, record('later'))).toBeUndefined();
  });
});

describe('variants', () => {
  it('are those of the product, the usual one first', () => {
    expect(variantsFor(design, [record('alerts')])?.map(({ value, label }) => [value, label])).toEqual([
      ['', 'Classic queue (default of RabbitMQ)'],
      ['classic', 'Classic queue (classic)'],
      ['quorum', 'Quorum queue (quorum)'],
      ['stream', 'Stream (stream)'],
    ]);
  });

  it('are offered for several channels of one product, and not where nothing is known', () => {
    expect(variantsFor(design, [record('alerts'), record('mails')])).toHaveLength(4);
    expect(variantsFor(design, [record('alerts'), record('orders')])).toBeUndefined();
    expect(variantsFor(design, [record('ideas')])).toBeUndefined();
    expect(variantsFor(design, [record('loose')])).toBeUndefined();
  });
});

describe('the questions of the dialog', () => {
  const ask = (...ids: string[]) => questionsOf(design, new Set(ids));
  const id = (name: string) => idOf(design, name);

  it('are one a broker and one for channels without; the first with channels is asked', () => {
    const { questions, first } = ask();
    expect(questions.map((each) => each.id)).toEqual([id('later'), id('main'), id('rabbit'), 'none']);
    expect(first).toBe(id('later'));
  });

  it('begin with what is selected: a broker, a channel, an arrow', () => {
    expect(ask(id('rabbit')).first).toBe(id('rabbit'));
    expect(ask(id('loose')).first).toBe('none');
    expect(ask(arrow('orders').id).first).toBe(id('main'));
    expect(ask(id('billing')).first).toBe(id('later'));
  });

  it('can be about the selected channels alone, where the broker has others', () => {
    expect(ask(id('mails')).questions.at(-1)).toEqual({
      id: 'selected',
      selected: true,
      scope: { broker: id('rabbit'), channels: [id('mails')] },
    });
    expect(ask(id('orders')).questions.some(({ selected }) => selected)).toBe(false);
  });
});
