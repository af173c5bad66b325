import { count } from '#base/text.ts';

export const words = {
  editor: 'The design as text',
  same: 'Text and drawing say the same.',
  typing: 'Reading…',
  faults: (n: number) => `${count(n, 'place')} cannot be read. The drawing stays as it is until then.`,
  stale: 'Others changed the drawing. The text follows as soon as it can be read.',
  copy: 'Copy',
  copied: 'Copied.',
  copyByHand: 'Select the text and copy it: this page may not use the clipboard.',
  tidy: 'Tidy the text',
  show: 'Show on the canvas',
  loading: 'One moment…',
  nextFault: 'Go to the next one',
  placeholder: `# A line is a chain of arrows:
shop -> orders -> billing

# Properties stand in brackets:
shop -> orders (key orderId)`,
} as const;
