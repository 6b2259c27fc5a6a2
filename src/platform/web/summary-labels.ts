const PLACE = /<span data-label-of="([\w-]+)"><\/span>/g;
/** What only screen readers hear, such as the weekday of a row, belongs to the label. */
const LABEL = /<label for="field-([\w-]+)">(?:<span class="visually-hidden">([^<]*)<\/span>)?([^<]+)/g;
const LEGEND = /<fieldset[^>]*? id="field-([\w-]+)"[^>]*>\s*<legend>([^<]+)/g;

/**
 * The summary of a refused form (partials/form-summary.hbs) stands before the fields that it names, so their labels are
 * put in when the whole page is there. What has no label of its own keeps its message alone.
 *
 * @param html a page of ours; labels in it are escaped already.
 */
export function nameFieldsInSummary(html: string): string {
  const labels = new Map<string, string>();
  for (const [, name, ...text] of [...html.matchAll(LABEL), ...html.matchAll(LEGEND)])
    labels.set(name!, text.join('').trim());
  return html.replace(PLACE, (_, name: string) => {
    const label = labels.get(name);
    return label ? `<b>${label}</b> ` : '';
  });
}
