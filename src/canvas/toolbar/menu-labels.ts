export const words = {
  menu: 'Menu',
  design: 'Design',
  canvas: 'Canvas',
  colours: 'Colours',
  themes: { system: 'As the system has them', light: 'Light', dark: 'Dark' },
} as const;
