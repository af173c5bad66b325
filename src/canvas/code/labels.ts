export const words = {
  line: (line: number) => `Line ${line}`,
} as const;
