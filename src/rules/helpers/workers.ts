import type { EdgeOf } from '#model/design.ts';
import { unknown } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { type Claim, said, unsaid } from '../maybe.ts';
import { capabilitiesOf } from './cap.ts';

/** workers(e): how many instances share the work of a handler; 1 for an external system, which hides that. */
export function workersOf(read: Reads, consumes: EdgeOf<'consumes'>): number {
  const node = read.element(consumes.to);
  switch (node?.kind) {
    case 'service':
    case 'processor':
    case 'connector':
      return node.props.instances;
    default:
      return 1;
  }
}

type Assignment = Exclude<EdgeOf<'consumes'>['props']['assignment'], '?'>;

/** Messages are spread over the instances in one of these ways: as the handler says, else in the product's usual way. */
export function assigned(read: Reads, consumes: EdgeOf<'consumes'>, ...ways: readonly Assignment[]): Claim {
  const { assignment } = consumes.props;
  if (assignment !== unknown) return said(ways.includes(assignment));
  const { row } = capabilitiesOf(read, consumes.from);
  return row ? said(ways.includes(row.assignment.value)) : unsaid({ id: consumes.id, property: 'assignment' });
}
