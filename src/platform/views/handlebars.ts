import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars, { type HelperOptions } from 'handlebars';
import { projectRoot } from '../project-root.js';
import { remember, rememberOf } from '../remember.js';
import { helpers } from './helpers.js';
import type { Page } from './page.js';

export const VIEWS = join(projectRoot, 'views');

/** Our own Handlebars, with the helpers and partials of the house; a helper it does not know is an error. */
export const handlebars: typeof Handlebars = Handlebars.create();

const compileOptions: CompileOptions = {
  knownHelpersOnly: true,
  // What people typed into several lines would be indented with the partial that it stands in, more with each change.
  preventIndent: true,
  knownHelpers: Object.fromEntries([...Object.keys(helpers), 'once'].map((name) => [name, true])),
};

handlebars.registerHelper(helpers);

/** Partials that know what is given to them and nothing else: a button in a list of forms must not speak the words of another form. */
const CLOSED = new Set(['submit']);

class Closing extends Handlebars.Visitor {
  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    const { name, params, loc } = partial;
    if ('original' in name && CLOSED.has(String(name.original)) && params.length === 0)
      params.push({ type: 'NullLiteral', loc } as hbs.AST.NullLiteral);
    super.PartialStatement(partial);
  }
}

function compile(source: string): Template {
  const program = handlebars.parse(source);
  new Closing().accept(program);
  return handlebars.compile(program, compileOptions) as Template;
}

const printed = rememberOf<object, string>();

/**
 * `{{once "bookings/day-row" this}}`: the partial, printed once for each object and language. For objects that many pages
 * share and nothing changes; the partial uses nothing but the object and the language of the page.
 */
handlebars.registerHelper('once', (partial: string, thing: object, options: HelperOptions) => {
  const { root } = options.data as { root: { page: Page } };
  const print = handlebars.partials[partial] as Handlebars.TemplateDelegate;
  const html = printed(thing, `${partial} ${root.page.language}`, () => print(thing, { data: { root } }));
  return new Handlebars.SafeString(html);
});

/**
 * Partials are named by their path below views/partials, without the ending: `{{> field}}`, `{{> bookings/summary}}`. Once a
 * process: they do not change while it runs.
 */
export function registerPartials(): void {
  if (Object.keys(handlebars.partials).length > 0) return;
  const folder = join(VIEWS, 'partials');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.hbs')) continue;
    const compiled = compile(readFileSync(join(folder, file), 'utf8'));
    handlebars.registerPartial(file.replace(/\.hbs$/, '').replaceAll('\\', '/'), compiled);
  }
}

export type Template = (data: unknown) => string;

const compiled = new Map<string, Template>();

/** What @fastify/view takes for an engine. Each text is compiled once a process, however many apps there are in it. */
export const engine = {
  compile: (source: string): Template => {
    const known = compiled.get(source);
    if (known) return known;
    const fresh = compile(source);
    compiled.set(source, fresh);
    return fresh;
  },
};

const read = remember<Template>(200);

/** A template by its path below views/, read once: for what is no page of a controller (mails, error pages). */
export function template(path: string): Template {
  return read(path, () => engine.compile(readFileSync(join(VIEWS, path), 'utf8')));
}
