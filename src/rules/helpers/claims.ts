import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';

/**
 * Who says that each message takes effect exactly once: the handler, or the stream framework that it runs on. A handler
 * that promises less than its framework knows that the framework speaks of its own state and output only.
 */
export function exactlyOnceBy(read: Reads, consumes: EdgeOf<'consumes'>): 'handler' | 'framework' | undefined {
  const { claims } = consumes.props;
  if (claims === 'exactlyOnce') return 'handler';
  return claims === '?' && read.of(consumes.to, 'processor')?.props.guarantee === 'exactlyOnce' ? 'framework' : undefined;
}
