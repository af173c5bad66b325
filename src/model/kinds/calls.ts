import { commonEdgeProperties, edgeKind } from '../kind.ts';
import { choice, duration, edges, yesNo } from '../property.ts';

/** A synchronous request: the caller waits for the answer. */
export const calls = edgeKind({
  kind: 'calls',
  label: 'Calls',
  plural: 'Calls',
  help: 'Asks another system and waits for its answer, as with HTTP or gRPC. While the other is down, the caller cannot go on.',
  from: ['service', 'processor', 'external'],
  to: ['service', 'external'],
  verb: 'calls',
  properties: {
    purpose: choice(
      {
        query: { label: 'It asks for information', help: 'Nothing changes there, so asking twice does no harm.' },
        command: { label: 'It makes something happen', help: 'Something changes there, so twice may be once too often.' },
      },
      {
        label: 'Purpose',
        help: 'Whether the call only asks, or changes something.',
        question: 'What is the call for?',
        level: 'essential',
        default: '?',
      },
    ),
    idempotencyKey: yesNo({
      label: 'Idempotency key',
      help: 'The call carries a key that stays the same when the message is handled again, so that the other side can notice a repeat.',
      question: 'If the call is made twice, can the other side tell?',
      yes: 'Yes, by a stable key',
      no: 'No, it looks like a new one',
      level: 'essential',
      default: '?',
    }),
    timeout: duration({
      label: 'Timeout',
      help: 'How long the caller waits before it gives up. “none” means that it waits for ever.',
      group: 'Retry and failure',
      words: ['none'],
    }),
    breaker: yesNo({
      label: 'Circuit breaker',
      help: 'After several failures it stops calling for a while, or uses a fallback.',
      group: 'Retry and failure',
      default: '?',
    }),
    triggeredBy: edges({
      label: 'Triggered by',
      help: 'Which incoming messages cause it: all of this node, its own doing (a request, a timer), or the named ones. Without inputs it is its own doing.',
      group: 'Trigger',
      default: 'all',
      words: ['all', 'own'],
    }),
    ...commonEdgeProperties,
  },
});
