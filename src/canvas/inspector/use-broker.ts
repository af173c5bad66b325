import { useEffect, useMemo, useState } from 'react';
import type { Design, Edge, Element } from '#model/design.ts';
import { fetchedLater } from '../later.ts';
import type { FormScope } from './form-context.ts';

/** The broker matrix is not needed to draw: it is fetched for the first record that lives on a broker. */
const load = fetchedLater(() => import('../brokers/usual.ts'));
type Parts = Awaited<ReturnType<typeof load>>;

type OfBroker = Pick<FormScope, 'usual' | 'variants'>;
const nothing: OfBroker = {};

export function concernsBroker(record: Element | Edge): boolean {
  return record.kind === 'channel' || record.kind === 'consumes' || record.kind === 'broker';
}

/** What the product of the records' broker adds to their form. */
export function useBroker(design: Design, records: readonly (Element | Edge)[]): OfBroker {
  const [parts, setParts] = useState<Parts>();
  const wanted = records.some(concernsBroker);
  useEffect(() => {
    if (!wanted) return;
    let shown = true;
    void load().then((loaded) => shown && setParts(loaded));
    return () => {
      shown = false;
    };
  }, [wanted]);
  return useMemo(() => {
    const [one, ...others] = records;
    if (!parts || !one || !wanted) return nothing;
    const variants = parts.variantsFor(design, records);
    return others.length > 0 ? { variants } : { variants, usual: parts.usualOf(design, one) };
  }, [parts, design, records, wanted]);
}
