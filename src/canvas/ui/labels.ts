/** Words of the building blocks themselves. */
export const words = {
  close: 'Close',
  clear: 'Clear',
  more: 'More',
  less: 'Less',
  dismiss: 'Dismiss',
  search: 'Search',
  typeOn: 'There is more. Type on to find it.',
  notifications: 'Messages',
  copy: 'Copy',
  copied: 'Copied',
  decrease: 'One less',
  increase: 'One more',
  open: 'Open the list',
  help: 'What does this mean?',
} as const;
