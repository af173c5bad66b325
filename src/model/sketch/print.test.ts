import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { countingIds } from '#base/ids.ts';
import { arbitraryDesign } from '../arbitraries.testkit.ts';
import { type Design, emptyDesign } from '../design.ts';
import { applyEdits } from '../edit.ts';
import { edgeKinds, elementKinds } from '../kinds/index.ts';
import { propertiesOf, propsWith } from '../values.ts';
import { parseSketch, parseSketchWithMap } from './parse.ts';
import { printSketch } from './print.ts';
import { sameDesign } from './same.ts';
import { headOf, statementWords, wordOf } from './syntax.ts';

// Property tests: many runs, on machines that have other work too.
vi.setConfig({ testTimeout: 60_000 });

function read(text: string): Design {
  const result = parseSketch(text);
  if (!result.ok) throw new Error(`${result.faults[0]?.line}: ${result.faults[0]?.message}\n${text}`);
  return result.value;
}

const sample = `title "Order to notification"

broker main kafka

context Payments team { billing } @ 0,0 size 400,300
context Sales    { ledger orders context:Payments contract:OrderPlaced }

contract OrderPlaced 1.0.0 event (category domain, entity order, entityKey orderId, compat BACKWARD) {
  orderId string unique perEntity
  amount  double
  coupon  string optional pii personal
}

contract OrderPlaced 1.1.0 (status published) {
  """
  {
    "type": "object"
  }
  """
}

contract Paid 1.0.0 event

external PayCo      payment (idempotent yes)
# Owner: the payments team.
#
# Ask Ann.
service  billing    (instances 2) @ 120,40
store    ledger     relational
topic    orders     on main (partitions 6, retention 7d, contracts [OrderPlaced@1.1.0, !Gone])
channel  orders-dlq (role dlq)

# The one that matters.
orders -> billing (idempotency versionCheck, orderingNeed perKey, retry blocking)

billing -x orders-dlq (redrive manual)

billing -publishes-> ledger

billing -> PayCo (purpose command, triggeredBy orders)
`;

describe('printing', () => {
  it('[S15] is canonical: the order of kinds, aligned columns, what is not the default', () => {
    expect(printSketch(read(sample))).toBe(sample);
  });

  it('[S15] puts what is too long for a line on several', () => {
    const text = printSketch(
      read(
        'topic orders\norders -> billing (group "a long group name, rather", idempotency versionCheck, orderingNeed perKey, retry blocking, onExhausted dlq)',
      ),
    );
    expect(text).toContain('orders -> billing (\n  idempotency versionCheck,\n');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it('[S15] may leave out places', () => {
    const design = read(sample);
    expect(printSketch(design, { places: false })).not.toContain('@ ');
    expect(sameDesign(design, read(printSketch(design, { places: false })), { places: false })).toBe(true);
  });

  it('[S2] puts a comment that would not come back among the properties', () => {
    const design = { ...read('service a (comment "a\\rb")'), comment: 'end\u0000' };
    expect(printSketch(design)).toBe('service a (comment "a\\rb")\n\ncomment "end\\u{0}"\n');
  });

  it('[S6] marks what is missing, and names what stands in an unusual place by its kind', () => {
    const [design] = [read('service a\ncontract c\ncontract:c -publishes-> a\na -x !gone')];
    const gone = applyEdits(design, [{ op: 'removeElement', id: [...design.elements.keys()][0] ?? '' }]);
    expect(printSketch(gone)).toBe('contract c 1.0.0 event\n\ncontract:c -publishes-> !service-a\n\n!service-a -x !gone\n');
  });

  it('[S7] writes text that has much to escape as a block', () => {
    expect(printSketch(read('note n "a \\"b\\"\\n\\"\\"\\""'))).toBe('note n """\na "b"\n\\"""\n"""\n');
  });
});

const slow = 60_000;

describe('parse and print', () => {
  it(
    '[S15] give back every design, whatever stands in it, and the same text again',
    () => {
      const property = fc.property(arbitraryDesign({ maxElements: 10, maxEdges: 10 }), fc.boolean(), (design, counted) => {
        const text = printSketch(design);
        const { result, faults } = parseSketchWithMap(text, counted ? countingIds() : undefined);
        if (!result.ok) throw new Error(`${faults[0]?.line}:${faults[0]?.column} ${faults[0]?.message}\n${text}`);
        if (!sameDesign(design, result.value)) throw new Error(`differs:\n${text}`);
        expect(printSketch(result.value)).toBe(text);
      });
      fc.assert(property, { numRuns: 150 });
    },
    slow,
  );

  it(
    '[S8] never fail on any text, and give a fault a place in it',
    () => {
      const words = [
        'service',
        'a',
        '->',
        '-x',
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        ',',
        '"',
        '"""',
        '#',
        '\n',
        ' ',
        '=',
        '@',
        '1',
        '~2',
        'contract',
        'context',
        'step',
        'key',
        '!',
        ':',
        '-publishes->',
      ];
      const texts = fc.oneof(
        fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((all) => all.join(' ')),
        fc.array(fc.constantFrom(...words), { maxLength: 30 }).map((all) => all.join('')),
        fc.string({ unit: 'binary', maxLength: 60 }),
      );
      const property = fc.property(texts, (text) => {
        const { result, faults } = parseSketchWithMap(text);
        expect(result.ok).toBe(faults.length === 0);
        for (const { from, to } of faults) expect(from >= 0 && from <= to && to <= text.length).toBe(true);
        if (result.ok) expect(sameDesign(result.value, read(printSketch(result.value)))).toBe(true);
      });
      fc.assert(property, { numRuns: 1500 });
    },
    slow,
  );
});

describe('the words of the notation', () => {
  it('[S10] cover every kind, and no word means two things', () => {
    const words = statementWords.map(({ word }) => word);
    expect(words).toEqual([...new Set(words)]);
    expect(Object.keys(elementKinds).filter((kind) => !words.includes(kind))).toEqual([]);
    for (const { word, kind, states } of statementWords) {
      if (!states) continue;
      const property = propertiesOf(kind)[states.property];
      expect(
        property?.options?.map((option) => option.value),
        word,
      ).toContain(states.value);
      expect(wordOf(kind, { [states.property]: states.value }).word).toBe(word);
    }
  });

  it('[S10] that stand behind a name are declared choices, none of which reads as something else there', () => {
    for (const kind of Object.keys(elementKinds) as (keyof typeof elementKinds)[]) {
      const head = headOf(kind);
      if (!head) continue;
      const property = propertiesOf(kind)[head.property];
      expect(property?.valueType, kind).toBe('choice');
      for (const option of property?.options ?? []) expect(['on', 'near', 'size', 'as']).not.toContain(option.value);
    }
  });

  it('[S15] print an element of every kind and an edge of every kind', () => {
    const makeId = countingIds();
    const kinds = Object.keys(elementKinds) as (keyof typeof elementKinds)[];
    const elements = kinds.map((kind) => ({ id: makeId(), kind, props: propsWith(kind, { name: kind }) }));
    const edges = (Object.keys(edgeKinds) as (keyof typeof edgeKinds)[]).map((kind) => {
      const end = (ends: readonly string[]) => elements.find((element) => ends.includes(element.kind))?.id ?? '';
      return { id: makeId(), kind, from: end(edgeKinds[kind].from), to: end(edgeKinds[kind].to), props: propsWith(kind) };
    });
    const byId = <T extends { id: string }>(all: T[]) => new Map(all.map((each) => [each.id, each]));
    const design = { ...emptyDesign, elements: byId(elements), edges: byId(edges) } as unknown as Design;
    expect(sameDesign(read(printSketch(design)), design)).toBe(true);
  });
});
