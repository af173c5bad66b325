import { networkInterfaces } from 'node:os';
import qrcode from 'qrcode-generator';

/** IPv4 addresses at which others in the same network may reach this machine. */
export function lanAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}

/** A QR code for a terminal with a dark or a light background: two modules a character, with the quiet zone drawn too. */
export function terminalQr(text: string): string {
  const code = qrcode(0, 'L');
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  const quiet = 2;
  const dark = (row: number, column: number) =>
    row >= 0 && column >= 0 && row < size && column < size && code.isDark(row, column);
  const lines: string[] = [];
  for (let row = -quiet; row < size + quiet; row += 2) {
    let line = '';
    for (let column = -quiet; column < size + quiet; column++) {
      line += dark(row, column) ? (dark(row + 1, column) ? '█' : '▀') : dark(row + 1, column) ? '▄' : ' ';
    }
    // Black on white whatever the terminal's colours are: some readers refuse an inverted code.
    lines.push(`\u001b[30;107m${line}\u001b[0m`);
  }
  return lines.join('\n');
}
