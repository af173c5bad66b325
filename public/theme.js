// Chosen before the first paint, so that nothing flashes. `system` follows the machine.
(() => {
  let chosen = 'system';
  try {
    chosen = localStorage.getItem('millrace.theme') ?? 'system';
  } catch {
    // Storage can be switched off: then the machine's own setting holds.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
