/**
 * After a visit the focus stands on the heading, after a refusal on the summary, so that nobody has to look for what is
 * new. Going back and links to a place within a page are left alone.
 */
{
  let moved = false;
  /** Id of the control whose change sent its form (auto-submit.js): the focus comes back to it. */
  let held = '';

  const put = (element) => {
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  };

  document.addEventListener('turbo:visit', ({ detail }) => (moved = detail.action !== 'restore'));
  document.addEventListener('tsudoi:hold', ({ detail }) => (held = detail));
  document.addEventListener('turbo:render', () => {
    if (document.documentElement.hasAttribute('data-turbo-preview')) return;
    const summary = document.getElementById('form-summary');
    const kept = held && document.getElementById(held);
    const heading = document.querySelector('main h1');
    if (summary) summary.focus();
    else if (kept) kept.focus({ preventScroll: true });
    else if (moved && heading && !location.hash && !document.activeElement?.autofocus) put(heading);
    moved = false;
    held = '';
  });
}
