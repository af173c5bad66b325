import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Reads } from '../context.ts';

/** How a processor reads its inputs: as a stream of messages, or as a table of the latest value per key. */
export interface Inputs {
  readonly streams: readonly EdgeOf<'consumes'>[];
  readonly tables: readonly EdgeOf<'consumes'>[];
}

/**
 * What is said on the arrows counts first. Where nothing is said there, the kind of join says that both sides are tables,
 * or that one is; then it is the compacted one. If that does not settle it, no input is taken for a table.
 */
export function inputsOf(read: Reads, processor: ElementOf<'processor'>): Inputs {
  const inputs = read.into(processor.id, 'consumes');
  const { op, joinType } = processor.props;
  const split = (isTable: (input: EdgeOf<'consumes'>) => boolean): Inputs => ({
    streams: inputs.filter((input) => !isTable(input)),
    tables: inputs.filter(isTable),
  });
  if (op === 'join' && (joinType === 'tableTable' || joinType === 'foreignKey')) return split(() => true);
  if (inputs.some((input) => input.props.asTable === 'yes')) return split((input) => input.props.asTable === 'yes');
  if (op === 'join' && (joinType === 'streamTable' || joinType === 'globalTable')) {
    const compacted = split(({ from }) => read.of(from, 'channel')?.props.cleanup === 'compact');
    if (compacted.streams.length > 0) return compacted;
  }
  return split(() => false);
}

/** What is only looked up causes nothing: a table beside a stream. Where two tables are joined, each change goes on. */
export function isLookedUp(read: Reads, { props, to }: EdgeOf<'consumes'>): boolean {
  const joined = read.of(to, 'processor')?.props.joinType;
  return props.asTable === 'yes' && joined !== 'tableTable' && joined !== 'foreignKey';
}
