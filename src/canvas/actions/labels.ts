export const words = {
  keepConnections: 'Keep connections',
} as const;
