import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Markdown } from './Markdown.tsx';

const html = (text: string) => renderToStaticMarkup(<Markdown text={text} />);

describe('Markdown', () => {
  it('shows what briefs are made of', () => {
    const shown = html(
      '# Title\n\nSome **bold** and *soft* `code`.\n\n- one\n- two\n\n1. first\n\n> said\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[page](https://example.org)',
    );
    for (const part of [
      '<h2',
      '<strong>bold</strong>',
      '<em>soft</em>',
      '<code>code</code>',
      '<ul>',
      '<ol start="1">',
      '<blockquote>',
      '<td>1</td>',
      'href="https://example.org"',
    ]) {
      expect(shown).toContain(part);
    }
  });

  it('runs nothing that stands in the text', () => {
    const shown = html(
      '<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[click](javascript:alert(1)) [tab](data:text/html,x) ![pic](javascript:x)\n\n[//evil](//evil.example)',
    );
    expect(shown).not.toMatch(/<script|<img|href=/);
    expect(shown).toContain('&lt;script&gt;');
  });

  it('shows signs as they were written', () => {
    expect(html('a < b & c > d')).toContain('a &lt; b &amp; c &gt; d');
    expect(html('`a < b`')).toContain('<code>a &lt; b</code>');
  });
});
