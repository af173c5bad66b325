import { commonProperties, elementKind } from '../kind.ts';
import { choice, yesNo } from '../property.ts';

const { name, context, ...organisation } = commonProperties;

/** Anything that you do not operate: a person, a client, a partner's API, a payment provider, a device. */
export const external = elementKind({
  kind: 'external',
  label: 'External system',
  plural: 'External systems',
  help: 'Somebody or something that you do not operate: a person, an app, a payment provider, a partner’s API, a device.',
  family: 'external',
  node: true,
  properties: {
    name,
    type: choice(
      {
        person: { label: 'Person', help: 'A customer, an operator, a clerk.' },
        client: { label: 'Client', help: 'A web page or an app in somebody’s hands.' },
        api: { label: 'API', help: 'A service of another organisation.' },
        payment: { label: 'Payment', help: 'Moves money; a charge can usually be refunded.' },
        notification: { label: 'Notification', help: 'E-mail, SMS or push; what is sent stays sent.' },
        legacy: { label: 'Legacy system', help: 'An older system that knows nothing of events.' },
        partner: { label: 'Partner', help: 'Another company that you exchange data with.' },
        device: { label: 'Device', help: 'A sensor or a machine; it may be offline and send late.' },
      },
      {
        label: 'Type',
        help: 'What it is. Some answers below follow from it.',
        question: 'What is it?',
        level: 'essential',
        default: 'api',
      },
    ),
    idempotent: yesNo({
      label: 'Idempotent',
      help: 'A repeated request with the same key has no second effect.',
      question: 'If it gets the same request twice, then …',
      yes: 'Nothing more happens',
      no: 'It does it again',
      level: 'essential',
      default: '?',
    }),
    reversible: yesNo({
      label: 'Reversible',
      help: 'What it did can be made undone: a charge can be refunded, a sent e-mail cannot be called back.',
      question: 'Can what it did be undone?',
      yes: 'Yes, it can be undone',
      no: 'No, it is final',
      level: 'essential',
      default: '?',
    }),
    outcome: yesNo({
      label: 'Business outcome',
      help: 'It stands for a need of the business that some event has to reach, such as “the customer is told”.',
      group: 'Delivery',
      default: 'no',
      known: true,
    }),
    trusted: yesNo({
      label: 'Trusted',
      help: 'It stands inside your trust boundary, like a system of the same company.',
      group: 'Access and privacy',
      default: 'no',
      known: true,
    }),
    context: context,
    ...organisation,
  },
});
