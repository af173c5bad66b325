import { lexer, type Token, type Tokens } from 'marked';
import { createElement, Fragment, type ReactNode } from 'react';
import styles from './Markdown.module.css';

/**
 * Markdown as React elements, made from marked's tokens: no HTML is ever parsed or set, so nothing that stands in
 * the text can run. HTML in the source is shown as the text that it is; pictures are shown as their words.
 */
export function Markdown({ text }: { readonly text: string }) {
  return <div className={styles.text}>{blocks(lexer(text))}</div>;
}

function blocks(tokens: readonly Token[]): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no identity, and the whole text changes at once.
  return tokens.map((token, i) => <Fragment key={i}>{block(token)}</Fragment>);
}

function block(token: Token): ReactNode {
  switch (token.type) {
    case 'heading': {
      const { depth, tokens } = token as Tokens.Heading;
      // The page has its own first heading.
      return createElement(`h${Math.min(depth + 1, 6)}`, { className: styles[`h${depth}`] }, inline(tokens));
    }
    case 'paragraph':
      return <p>{inline((token as Tokens.Paragraph).tokens)}</p>;
    case 'list': {
      const { ordered, start, items } = token as Tokens.List;
      const rows = items.map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above.
        <li key={i}>{blocks(item.tokens)}</li>
      ));
      return ordered ? <ol start={typeof start === 'number' ? start : undefined}>{rows}</ol> : <ul>{rows}</ul>;
    }
    case 'blockquote':
      return <blockquote>{blocks((token as Tokens.Blockquote).tokens)}</blockquote>;
    case 'code':
      return (
        <pre>
          <code>{(token as Tokens.Code).text}</code>
        </pre>
      );
    case 'hr':
      return <hr />;
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return (
        <div className={styles.wide}>
          <table>
            <thead>
              <tr>{cells(header, 'th')}</tr>
            </thead>
            <tbody>
              {rows.map((row, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                <tr key={i}>{cells(row, 'td')}</tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    }
    case 'space':
      return null;
    case 'text':
      return 'tokens' in token && token.tokens ? inline(token.tokens) : token.text;
    default:
      return <p>{token.raw}</p>;
  }
}

function cells(row: readonly Tokens.TableCell[], tag: 'th' | 'td'): ReactNode {
  return row.map((cell, i) => createElement(tag, { key: i }, inline(cell.tokens)));
}

function inline(tokens: readonly Token[]): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: as above.
  return tokens.map((token, i) => <Fragment key={i}>{piece(token)}</Fragment>);
}

function piece(token: Token): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{inline((token as Tokens.Strong).tokens)}</strong>;
    case 'em':
      return <em>{inline((token as Tokens.Em).tokens)}</em>;
    case 'del':
      return <del>{inline((token as Tokens.Del).tokens)}</del>;
    case 'codespan':
      return <code>{(token as Tokens.Codespan).text}</code>;
    case 'br':
      return <br />;
    case 'link': {
      const { href, tokens } = token as Tokens.Link;
      return isSafe(href) ? (
        <a href={href} target="_blank" rel="noreferrer">
          {inline(tokens)}
        </a>
      ) : (
        inline(tokens)
      );
    }
    case 'image':
      return (token as Tokens.Image).text;
    case 'escape':
      return (token as Tokens.Escape).text;
    case 'text':
      return 'tokens' in token && token.tokens ? inline(token.tokens) : unescaped((token as Tokens.Text).text);
    default:
      return token.raw;
  }
}

/** Only links that open a page: `javascript:` and `data:` are left as words. */
function isSafe(href: string): boolean {
  return /^(?:https?:\/\/|\/(?!\/)|#)/i.test(href);
}

/** Character references that people write in Markdown; everything else stays as written. */
function unescaped(text: string): string {
  return text.replaceAll('&nbsp;', '\u00a0').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
