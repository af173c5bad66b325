export const about = {
  title: 'About Millrace',
  paragraphs: [
    'Draw it. Check it. Compare it. Together.',
    'Millrace is a shared canvas for designing event-driven architectures. It is checked as it grows, on your own server: no account, no cloud, nothing is sent anywhere else.',
    'A design is a simplification. What a rule says holds for what is drawn, and it says so where it has to assume something.',
    'Free software under the MIT licence. Fonts: Atkinson Hyperlegible Next and Mono (SIL Open Font Licence). Icons: Lucide (ISC). Layout: elkjs (EPL-2.0).',
  ],
} as const;

export const templates = {
  title: 'Start from a template',
  loading: 'One moment…',
  failed: 'The templates could not be loaded. Check the connection and try again.',
  unreadable: 'This template could not be read.',
  add: 'It is added to what is here already.',
  placed: (title: string) => `“${title}” is on the canvas.`,
} as const;
