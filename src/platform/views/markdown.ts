import Handlebars from 'handlebars';
import { Marked } from 'marked';

const { escapeExpression } = Handlebars.Utils;

/** To pages and mail addresses, here or elsewhere; nothing that runs. */
const SAFE = /^(?:https?:\/\/|mailto:|\/(?![/\\]))/i;

/**
 * What staff write of courses, in Markdown (GFM; a line break is one). HTML in it is no HTML, but text; pictures are their
 * words, since the pages fetch nothing from elsewhere. Headings stand below the h2 under which the text is shown.
 */
const marked = new Marked({
  gfm: true,
  breaks: true,
  tokenizer: { html: () => undefined, tag: () => undefined },
  renderer: {
    html: ({ text }) => escapeExpression(text),
    image: ({ text }) => escapeExpression(text),
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
    heading({ tokens, depth }) {
      const level = depth < 3 ? 3 : 4;
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
    },
    link({ href, tokens }) {
      const words = this.parser.parseInline(tokens);
      return SAFE.test(href) ? `<a href="${escapeExpression(href)}">${words}</a>` : words;
    },
  },
});

/** @returns HTML that is safe to print. */
export function markdownToHtml(text: string): string {
  return marked.parse(text, { async: false });
}
