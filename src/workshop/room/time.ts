/** `4:05`, `−0:30` once it is over. */
export function clockWords(ms: number): string {
  const seconds = Math.ceil(Math.abs(ms) / 1000);
  const whole = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return ms < 0 && seconds > 0 ? `−${whole}` : whole;
}

/** How long somebody has waited, in words. */
export function sinceWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return minutes < 1 ? 'just now' : minutes === 1 ? 'for a minute' : `for ${minutes} minutes`;
}
