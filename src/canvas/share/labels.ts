import type { Role } from '#wire/roles.ts';

export const words = {
  title: 'Share this design',
  intro: 'Whoever has a link gets in, without an account. The link decides what they may do.',
  roles: {
    owner: { title: 'Own', help: 'Change the design, and hand out and take back links.' },
    editor: { title: 'Edit', help: 'Draw and change everything.' },
    viewer: { title: 'View', help: 'Look, follow, and be seen. Nothing can be changed.' },
  } satisfies Readonly<Record<Role, { title: string; help: string }>>,
  copy: 'Copy link',
  copied: 'Copied',
  copiedSay: (role: string) => `The link to ${role.toLowerCase()} is in the clipboard.`,
  copyByHand: 'Copy it from the field with Ctrl+C (⌘C).',
  make: 'Make a link',
  making: 'Making it…',
  notMade: 'Made when you copy it',
  linkFor: (role: string) => `Link: ${role}`,
  revoke: 'Take back',
  revokeTitle: 'Take back every link of this kind?',
  revokeText: (role: string) =>
    `All links to ${role.toLowerCase()} stop working at once, and people who came by them are shown out. You can make a new link afterwards.`,
  revokeYes: 'Take them back',
  cancel: 'Cancel',
  revoked: (n: number) => (n === 0 ? 'There was no link to take back.' : `${n === 1 ? 'One link' : `${n} links`} taken back.`),
  yours: 'The link that you hold',
  network: 'For people in this room',
  networkHelp: 'Scan it with a phone or a tablet in the same network.',
  networkChoice: 'Address of this computer',
  localOnly:
    'This page was opened by an address that only this computer understands, so the links use its address in the network.',
  qrLabel: (address: string) => `QR code of ${address}`,
  unreachable: 'The server does not answer. Check the network and try again.',
  strange: 'The server answered something that this page does not understand. Reload the page.',
  placeCopied: (role: 'editor' | 'viewer') =>
    `The link is in the clipboard. Whoever opens it is taken there, and may ${role === 'editor' ? 'edit' : 'look'}.`,
  placeNotCopied: 'The browser did not let the link into the clipboard. Try it from the menu once more.',
  placeGone: 'What this link points to is not in the design any more.',
  whichQr: 'The code lets people',
} as const;
