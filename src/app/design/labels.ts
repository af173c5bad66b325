export const words = {
  opening: 'Opening the design …',
  waitingTitle: 'The server can’t be reached',
  waitingText: 'This design is not kept on this device. The page keeps trying and opens it as soon as the server answers.',
  refusedTitle: 'This design can’t be opened',
  noTokenTitle: 'A part of this link is missing',
  noTokenText:
    'A link to a design ends with # and a secret. Ask whoever sent it for the whole link, or paste it on the start page.',
  forget: 'Forget it on this device',
  another: 'Open it with the link I used before',
  retry: 'Try again now',
  untitled: 'Untitled design',
  brief: 'The brief can’t be loaded. Reload the page to try again.',
} as const;
