import type { CheerioAPI } from 'cheerio';

/** A form as it stands in a page, with what a browser would send of it untouched. */
export interface FoundForm {
  method: 'GET' | 'POST';
  action: string;
  multipart: boolean;
  fields: [name: string, value: string][];
  /** Names of its file inputs. */
  files: string[];
}

const CHOSEN = new Set(['checkbox', 'radio']);

/** All forms of a page; one for each button that leads elsewhere or says something of its own. */
export function formsIn($: CheerioAPI, url: string): FoundForm[] {
  return $('form')
    .toArray()
    .flatMap((form) => {
      const own = $(form);
      const id = own.attr('id');
      const inside = own.find('input, select, textarea, button').not('[form]');
      const controls = inside.add(id ? $(`[form="${id}"]`) : []);
      const fields: [string, string][] = [];
      const files: string[] = [];
      const buttons: { name?: string; value: string; action?: string; method?: string }[] = [];
      for (const control of controls.toArray()) {
        const at = $(control);
        const name = at.attr('name');
        const type = at.attr('type') ?? '';
        if (at.is('button') || type === 'submit')
          buttons.push({
            name,
            value: at.attr('value') ?? '',
            action: at.attr('formaction'),
            method: at.attr('formmethod'),
          });
        else if (!name) continue;
        else if (type === 'file') files.push(name);
        else if (CHOSEN.has(type)) {
          // As it stands; where nothing is chosen yet, the first of its name.
          const chosen = controls.is(`[name="${name}"]:checked`)
            ? at.is(':checked')
            : !fields.some(([known]) => known === name);
          if (chosen) fields.push([name, at.attr('value') ?? 'on']);
        } else if (at.is('select')) fields.push([name, String([at.val()].flat()[0] ?? '')]);
        else fields.push([name, String(at.val() ?? '')]);
      }
      const common = {
        multipart: own.attr('enctype') === 'multipart/form-data',
        files,
      };
      const action = own.attr('action') || url;
      return (buttons.length > 0 ? buttons : [{ value: '' }]).map((button: (typeof buttons)[number]) => ({
        ...common,
        method: (button.method ?? own.attr('method') ?? '').toUpperCase() === 'POST' ? 'POST' : 'GET',
        action: button.action ?? action,
        fields: button.name ? [...fields, [button.name, button.value] as [string, string]] : fields,
      }));
    });
}
