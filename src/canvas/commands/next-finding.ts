import type { Bench } from '../bench.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

export const nextFinding: Command = {
  id: 'next-finding',
  label: words.nextFinding,
  group: 'go',
  keys: ['F8'],
  enabled: (bench) => bench.session.checking !== undefined,
  perform: (bench) => goToFinding(bench, 1),
};

/** Selects and reveals the finding after (or before) the one that was shown last, round and round. */
export function goToFinding(bench: Bench, by: 1 | -1): void {
  const { editor, checking } = bench.session;
  if (!checking) return;
  if (checking.hidden.get()) {
    editor.say(words.findingsHidden);
    return;
  }
  const findings = checking.findings.get().filter((finding) => finding.causedBy === undefined);
  if (findings.length === 0) {
    editor.say(words.noFindings);
    return;
  }
  const at = findings.findIndex((finding) => finding.key === bench.shownFinding.get());
  const next = at < 0 ? (by > 0 ? 0 : findings.length - 1) : (at + by + findings.length) % findings.length;
  const finding = findings[next];
  if (!finding) return;
  bench.shownFinding.set(finding.key);
  editor.panel.set('findings');
  editor.select(finding.at.slice(0, 1));
  editor.view.get()?.reveal(finding.at);
  editor.say(words.finding(next + 1, findings.length, finding.what));
}
