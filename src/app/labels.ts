/** Words of the pages around the canvas. */
export const words = {
  name: 'Millrace',
  home: 'Millrace: start page',
  loading: 'Loading …',
  failedTitle: 'This page could not be loaded',
  failedText: 'Perhaps the server was updated in the meantime, or the network is down. Reload the page to try again.',
  reload: 'Reload',
  notFoundTitle: 'There is nothing at this address',
  notFoundText: 'Perhaps a part of the link is missing. Ask for the link again, or begin at the start page.',
  toStart: 'To the start page',
  colours: 'Colours',
  light: 'Light',
  dark: 'Dark',
  system: 'As the system',
} as const;
