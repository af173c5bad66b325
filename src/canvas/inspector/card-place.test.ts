import { expect, it } from 'vitest';
import { designOf } from '#rules/designs.testkit.ts';
import { cardPlace } from './card-place.ts';

it('leads from an input to the card of its property, through lists of rows', () => {
  const design = designOf(
    'topic orders\ncontract OrderPlaced 1.0.0 event { orderId string }\norders -> billing\nservice billing',
  );
  const element = (kind: string) => [...design.elements.values()].filter((each) => each.kind === kind);
  expect(cardPlace(element('channel'), ['retention'])).toBe('channel.retention');
  expect(cardPlace([...design.edges.values()], ['ack'])).toBe('consumes.ack');
  expect(cardPlace(element('contract'), ['versions'])).toBe('contract.versions');
  expect(cardPlace(element('contract'), ['versions', 'v1', 'status'])).toBe('version.status');
  expect(cardPlace(element('contract'), ['versions', 'v1', 'fields', 'f1', 'type'])).toBe('field.type');
  expect(cardPlace([], ['type'])).toBe('glossary');
});
