export const help = {
  title: 'Keys and commands',
  rules: [
    'Single letters draw, while nothing is selected.',
    'With one element selected, just type to rename it.',
    'Tab moves the focus; hold Space and drag, or press H, to move the canvas.',
    'Double-click on empty canvas adds something there; drag from an element’s rim connects it.',
  ],
  commandsTitle: 'All commands',
  commandsPlaceholder: 'What would you like to do, or where to go?',
  commandsEmpty: 'No command or element has these words.',
  goTo: (kind: string) => `Go to ${kind}`,
  attachTitle: (name: string) => `Which message does ${name} carry?`,
  attachPlaceholder: 'Name of the message',
  attachEmpty: 'No message has this name yet.',
  attached: (message: string, carrier: string) => `${carrier} carries ${message}.`,
  create: (kind: string, name: string) => (name === '' ? `New ${kind}` : `New ${kind} “${name}”`),
} as const;
