import { commonProperties, elementKind } from '../kind.ts';
import { choice, longText } from '../property.ts';

const { name, context, ...organisation } = commonProperties;

/** An annotation on the canvas: a note, an actor, a policy or a hotspot; no rule judges what it says. */
export const note = elementKind({
  kind: 'note',
  label: 'Note',
  plural: 'Notes',
  help: 'Something written on the canvas for people: a remark, an actor, a policy or an open question. No rule judges it.',
  family: 'neutral',
  node: false,
  properties: {
    name,
    style: choice(
      {
        note: { label: 'Note', help: 'A remark.' },
        actor: { label: 'Actor', help: 'A person or role who does something.' },
        policy: { label: 'Policy', help: 'A reaction: whenever this happens, then do that.' },
        hotspot: { label: 'Hotspot', help: 'A question, a risk or a disagreement to come back to.' },
      },
      { label: 'Style', help: 'What it is, in the colours of an event storming.', level: 'essential', default: 'note' },
    ),
    text: longText({ label: 'Text', help: 'What there is to say beyond the title.', level: 'essential' }),
    context: context,
    ...organisation,
  },
});
