import type { Capabilities, Product, Variant } from '#brokers/capabilities.ts';
import { productOf, variantOf } from '#brokers/index.ts';
import { type Design, type Edge, type Element, elementOf } from '#model/design.ts';
import { propertiesOf } from '#model/values.ts';
import { words as form } from '../inspector/labels.ts';
import { capital, cellValue } from './cells.ts';
import { words } from './labels.ts';

/** What a product does where the design says nothing. */
export interface Usual {
  readonly words: string;
  readonly product: string;
  readonly note: string;
  readonly verified: boolean;
}

export interface Mode {
  readonly product: Product;
  readonly row: Variant;
}

/** What stands in the channel's broker; undefined without a broker, for products that are not known, and for unknown variants. */
export function modeOf(design: Design, channel: string): Mode | undefined {
  const product = productAt(design, channel);
  const row = product && variantOf(product.product, elementOf(design, channel, 'channel')?.props.variant ?? '');
  return row && { product, row };
}

function productAt(design: Design, channel: string): Product | undefined {
  const found = elementOf(design, channel, 'channel');
  const broker = found && elementOf(design, found.props.broker, 'broker');
  return broker && productOf(broker.props.product);
}

/** The product and mode that matter to a record; for a broker its product in the usual mode. */
export function modeFor(design: Design, record: Element | Edge): Mode | undefined {
  switch (record.kind) {
    case 'channel':
      return modeOf(design, record.id);
    case 'consumes':
      return modeOf(design, record.from);
    case 'broker': {
      const product = productOf(record.props.product);
      return product && { product, row: product.variants[0] };
    }
    default:
      return undefined;
  }
}

/** Which cell stands behind a property that nobody has set. */
const behind: Readonly<Record<string, Readonly<Record<string, keyof Capabilities>>>> = {
  channel: { type: 'type', retention: 'retentionDefault', dedupWindow: 'dedupWindow', maxMessage: 'sizeDefault' },
  consumes: {
    assignment: 'assignment',
    ackDeadline: 'lease',
    startFrom: 'startDefault',
    onExhausted: 'defaultOnFail',
  },
  broker: { xa: 'xa' },
};

/** By the name of the property. */
export function usualOf(design: Design, record: Element | Edge): ReadonlyMap<string, Usual> {
  const mode = modeFor(design, record);
  if (!mode) return new Map();
  const { product, row } = mode;
  return new Map(
    Object.entries(behind[record.kind] ?? {}).flatMap(([property, column]): [string, Usual][] => {
      const cell = row[column];
      const option = propertiesOf(record.kind)[property]?.options?.find((each) => each.value === cell.value);
      const value = option?.label ?? cellValue(column, cell);
      if (value === '' && cell.note === '') return [];
      const usual = { words: value || capital(cell.note), note: value === '' ? '' : cell.note, verified: cell.verified };
      return [[property, { ...usual, product: product.label }]];
    }),
  );
}

export interface VariantChoice {
  readonly value: string;
  readonly label: string;
  readonly help: string;
}

/** The variants to choose from for channels that live on one product; the first stands for what is usual. */
export function variantsFor(design: Design, records: readonly (Element | Edge)[]): readonly VariantChoice[] | undefined {
  const all = new Set(records.map((record) => (record.kind === 'channel' ? productAt(design, record.id) : undefined)));
  const [product] = all;
  if (!product || all.size > 1) return undefined;
  const [first] = product.variants;
  return [
    { value: '', label: form.usual(first.label, product.label), help: words.usualVariant },
    ...product.variants.map(({ variant, label, help }) => ({ value: variant, label: words.variant(label, variant), help })),
  ];
}
