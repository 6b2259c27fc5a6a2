/**
 * What runs inside the page: text, since the code of the tests knows no document. Each is one expression, and gives a list of
 * sentences, one a fault.
 */

/** Names an element so that somebody finds it in the template. */
const NAME = `const name = (e) => {
  const own = e.id ? '#' + e.id : e.tagName.toLowerCase() + [...e.classList].map((c) => '.' + c).join('');
  const words = (e.getAttribute('aria-label') || e.textContent || e.name || '').trim().replace(/\\s+/g, ' ').slice(0, 40);
  return own + (words ? ' "' + words + '"' : '');
};`;

/** What the Tab key must reach, in the order of the document; of a group of radio buttons the chosen one, else all. */
const STOPS = `const stops = () => {
  const open = document.querySelector('dialog[open]') ?? document;
  const all = [...open.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')]
    .filter((e) => !e.disabled && e.tabIndex >= 0 && e.checkVisibility({ checkVisibilityCSS: true }));
  return all.filter((e) => e.type !== 'radio' || e.checked || !all.some((o) => o.type === 'radio' && o.name === e.name && o.form === e.form && o.checked));
};`;

/** The order in which the Tab key went is the order in which one reads: down, and along the line. */
export const readingOrder = `(() => {
  ${NAME}
  const scroller = (e) => { let at = e.parentElement; while (at && !/auto|scroll/.test(getComputedStyle(at).overflowX + getComputedStyle(at).overflowY)) at = at.parentElement; return at; };
  const fixed = (e) => { for (let at = e; at; at = at.parentElement) if (/sticky|fixed|absolute/.test(getComputedStyle(at).position)) return true; };
  const at = [...window.watchedFocus.seen].filter((e) => e.isConnected && !fixed(e)).map((e) => [e, e.getBoundingClientRect()]).filter(([, r]) => r.width > 1 && r.height > 1);
  const first = at.map(([e]) => e).reduce((a, b) => (a && a.compareDocumentPosition(b) & 4 ? a : b), undefined);
  const found = [];
  for (let n = 1; n < at.length; n += 1) {
    const [[a, from], [b, to]] = [at[n - 1], at[n]];
    if (scroller(a) !== scroller(b) || b === first) continue; // after the last comes the first
    const sameLine = Math.min(from.bottom, to.bottom) - Math.max(from.top, to.top) > Math.min(from.height, to.height) / 2;
    const up = to.bottom <= from.top + 1 && to.left < from.right;
    const back = sameLine && to.right <= from.left + 1;
    if (up || back) found.push('the focus goes ' + (up ? 'up' : 'back') + ' from ' + name(a) + ' to ' + name(b));
  }
  return found;
})()`;

/** Listens to the Tab key: before each step it looks at what has the focus, once everything has come to rest. */
export const watchFocus = `(() => {
  ${NAME} ${STOPS}
  const ring = (e) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(e);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  };
  const watched = (window.watchedFocus = { seen: new Set(), found: [], expected: stops(), name });
  const look = () => {
    const e = document.activeElement;
    if (!e || e === document.body || watched.seen.has(e)) return;
    watched.seen.add(e);
    if (![e, e.parentElement, ...(e.labels ?? [])].some(ring)) watched.found.push('the focus cannot be seen on ' + name(e));
    const [r] = [...e.getClientRects()].sort((a, b) => b.width - a.width); // a link may go over two lines, beside other text
    if (!r) return;
    const x = Math.min(Math.max(r.left + r.width / 2, 1), innerWidth - 1);
    const y = Math.min(Math.max(r.top + Math.min(r.height / 2, 20), 1), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    const own = top && (e.contains(top) || top.contains(e) || [...(e.labels ?? [])].some((l) => l.contains(top)));
    if (!own && r.width > 1 && !top?.closest('[role=status]')) // what was said goes away by itself
       watched.found.push(name(e) + ' has the focus under ' + (top ? name(top) : 'what is out of sight'));
  };
  addEventListener('keydown', (event) => event.key === 'Tab' && look(), true);
  document.activeElement?.blur();
  getSelection().removeAllRanges();
  const parts = { date: 4, 'datetime-local': 6, month: 3, time: 4 }; // places of their own to stop at
  return watched.expected.reduce((sum, e) => sum + (parts[e.type] ?? 1), 0);
})()`;

/** @param cut where more was there than was tried */
export const focusFaults = (cut: boolean): string => `(() => {
  const { seen, found, expected, name } = window.watchedFocus;
  const missed = expected.filter((e) => e.isConnected && !seen.has(e));
  const groups = new Set([...seen].filter((e) => e.type === 'radio').map((e) => e.name));
  const real = missed.filter((e) => e.type !== 'radio' || !groups.has(e.name));
  return [...found, ...(${cut} ? [] : real.map((e) => 'the Tab key does not reach ' + name(e)))];
})()`;

/** What is cut off because its box is too small; not what is hidden on purpose. */
export const cutText = `(() => {
  ${NAME}
  const clips = (e) => { const { overflowX, overflowY } = getComputedStyle(e); return [overflowX, overflowY].map((o) => o === 'hidden' || o === 'clip'); };
  return [...document.querySelectorAll('body *')].filter((e) => {
    if (e.clientWidth < 4 || e.closest('svg') || !e.textContent.trim() || !e.checkVisibility({ checkVisibilityCSS: true })) return false;
    const [x, y] = clips(e);
    return (x && e.scrollWidth > e.clientWidth + 1) || (y && e.scrollHeight > e.clientHeight + 2);
  }).map((e) => 'cut off: ' + name(e));
})()`;

export const sideways = `(() => {
  ${NAME}
  const root = document.documentElement;
  const wide = root.scrollWidth - root.clientWidth;
  if (wide <= 0) return [];
  const scrolls = (e) => { for (let at = e.parentElement; at; at = at.parentElement) if (/auto|scroll|hidden|clip/.test(getComputedStyle(at).overflowX)) return true; };
  const out = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(e));
  return [wide + ' px to be scrolled sideways: ' + out.slice(-2).map(name).join(', ')];
})()`;

export const openAll = `(() => {
  const closed = [...document.querySelectorAll('main details:not([open])')];
  for (const one of closed) one.open = true;
  return closed.length;
})()`;
