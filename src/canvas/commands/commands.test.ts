import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chordOf, isSingle, isTyping, type Pressed } from './chord.ts';
import { groups } from './command.ts';
import { contextMenu } from './context-menu.ts';
import { commandFor } from './find-command.ts';
import { commandOf, commands } from './index.ts';
import { keyList } from './key-list.ts';

const press = (key: string, code: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('the registry', () => {
  it('gives every command an id, a label and a group of its own', () => {
    expect(new Set(commands.map((command) => command.id)).size).toBe(commands.length);
    for (const command of commands) {
      expect(command.label, command.id).not.toBe('');
      expect(Object.keys(groups), command.id).toContain(command.group);
    }
  });

  it('gives no chord to two commands', () => {
    const chords = commands.flatMap((command) => command.keys ?? []);
    expect(chords.filter((chord, i) => chords.indexOf(chord) !== i)).toEqual([]);
  });

  it('has a file for each command that stands alone', () => {
    const files = new Set(readdirSync(import.meta.dirname).map((name) => name.replace(/\.tsx?$/, '')));
    const together = /^(?:draw-|walk-|nudge-|next-(?:left|right|up|down)$|align-|spread-)/;
    const alone = commands.map((command) => command.id).filter((id) => !together.test(id));
    expect(alone.filter((id) => !files.has(id))).toEqual([]);
  });

  it('lists every command in the help, with every key', () => {
    const shown = new Map(keyList(commands).flatMap((group) => group.lines.map((line) => [line.label, line.keys] as const)));
    const missing = commands.flatMap(({ label, keys = [] }) =>
      shown.has(label) ? keys.filter((key) => !shown.get(label)?.includes(key.replace(/[→←↑↓]$/u, '← → ↑ ↓'))) : [label],
    );
    // The same keys as some keyboards write them.
    expect(missing).toEqual(['Ctrl+=', '=', 'Alt+]', 'Ctrl+Alt+]', 'Alt+[', 'Ctrl+Alt+[']);
    expect(shown.get('Find on the canvas')).toEqual(['Ctrl+F', '/']);
    expect(shown.get('Align on one line')).toEqual([]);
  });

  it('has only known commands in the context menus', () => {
    for (const target of ['canvas', 'element', 'edge'] as const)
      for (const id of contextMenu(target).flat()) expect(commandOf(id).id).toBe(id);
  });
});

describe('chords', () => {
  it.each([
    [press('z', 'KeyZ', { ctrlKey: true }), 'Ctrl+Z'],
    [press('Z', 'KeyZ', { metaKey: true, shiftKey: true }), 'Ctrl+Shift+Z'],
    [press('!', 'Digit1', { shiftKey: true }), 'Shift+1'],
    [press('?', 'Slash', { shiftKey: true }), '?'],
    [press('∂', 'KeyD', { altKey: true, shiftKey: true }), 'Alt+Shift+D'],
    [press('ы', 'KeyS'), 'S'],
    [press('ArrowLeft', 'ArrowLeft', { altKey: true }), 'Alt+←'],
    [press('+', 'Equal', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+Plus'],
    [press('F8', 'F8', { shiftKey: true }), 'Shift+F8'],
    [press(' ', 'Space'), 'Space'],
  ])('reads %o', (pressed, chord) => {
    expect(chordOf(pressed)).toBe(chord);
  });

  it('tells typing from commanding', () => {
    expect(isTyping(press('a', 'KeyA'))).toBe(true);
    expect(isTyping(press('Ä', 'Quote', { shiftKey: true }))).toBe(true);
    expect(isTyping(press('a', 'KeyA', { ctrlKey: true }))).toBe(false);
    expect(isTyping(press(' ', 'Space'))).toBe(false);
    expect(isTyping(press('Enter', 'Enter'))).toBe(false);
    expect(isSingle('S')).toBe(true);
    expect(isSingle('←')).toBe(false);
  });

  it('lets letters draw only while nothing is selected (decision 22)', () => {
    expect(commandFor(commands, 'S', false)?.id).toBe('draw-service');
    expect(commandFor(commands, 'S', true)).toBeUndefined();
    expect(commandFor(commands, 'N', false)?.id).toBe('quick-add');
    expect(commandFor(commands, '?', true)?.id).toBe('keys');
    expect(commandFor(commands, ']', true)?.id).toBe('walk-edge');
    expect(commandFor(commands, 'F2', true)?.id).toBe('rename');
    expect(commandFor(commands, 'Ctrl+C', true)).toBeUndefined();
    expect(commandFor(commands, 'Tab', false)).toBeUndefined();
  });
});
