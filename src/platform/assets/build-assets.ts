import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { minify } from '@swc/core';
import { transform } from 'lightningcss';
import { projectRoot } from '../project-root.js';
import { ASSETS } from './manifest.js';

const require = createRequire(import.meta.url);
const SOURCES = join(projectRoot, 'views/assets');

function sources(folder: string, ending: string): string[] {
  const names = readdirSync(join(SOURCES, folder)).filter((name) => name.endsWith(ending));
  return names.toSorted().map((name) => readFileSync(join(SOURCES, folder, name), 'utf8'));
}

/** Our sheets in the order of their names. A token of the Digital Agency's design system is written as its value: rooms use our names only. */
function stylesheet(): string {
  const tokens = readFileSync(require.resolve('@digital-go-jp/design-tokens/dist/tokens-simple.css'), 'utf8');
  const values = new Map([...tokens.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!]));
  const withValues = (css: string): string =>
    css.replace(/var\((--[\w-]+)\)/g, (use, name: string) => (values.has(name) ? withValues(values.get(name)!) : use));
  const css = withValues(sources('css', '.css').join('\n'));
  return transform({ filename: 'app.css', code: Buffer.from(css), minify: true }).code.toString();
}

/** Turbo puts the style of its progress bar into the page by script, which our content security policy forbids: app.css has it. */
function turboWithoutStyle(): string {
  const source = readFileSync(require.resolve('@hotwired/turbo/dist/turbo.es2017-umd.js'), 'utf8');
  const [before, after, ...more] = source.split('this.installStylesheetElement();');
  if (after === undefined || more.length > 0) throw new Error('Turbo has changed how it installs its style');
  return before + after;
}

/** Turbo, then our custom elements: one file, no bundler. */
async function script(): Promise<string> {
  const turbo = turboWithoutStyle();
  const all = [turbo, ...sources('js', '.js')].join('\n;\n');
  return (await minify(all, { compress: true, mangle: true })).code;
}

function fonts(): string {
  const css = readFileSync(require.resolve('@fontsource-variable/noto-sans-jp/index.css'), 'utf8');
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll('url(./files/', 'url(/assets/fonts/')
    .replace(/\n\s*/g, '\n');
}

/** Writes dist/assets: one stylesheet, one script, the font sheet and the pictures, each with its hash in its name. */
export async function buildAssets(): Promise<void> {
  const files: [string, string | Buffer][] = [
    ['app.css', stylesheet()],
    ['fonts.css', fonts()],
    ['app.js', await script()],
    ...readdirSync(join(SOURCES, 'img')).map((name): [string, Buffer] => [
      name,
      readFileSync(join(SOURCES, 'img', name)),
    ]),
  ];
  rmSync(ASSETS, { recursive: true, force: true });
  mkdirSync(ASSETS, { recursive: true });
  const manifest: Record<string, string> = {};
  for (const [name, content] of files) {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
    const ending = extname(name);
    manifest[name] = `${name.slice(0, -ending.length)}.${hash}${ending}`;
    writeFileSync(join(ASSETS, manifest[name]), content);
  }
  writeFileSync(join(ASSETS, 'manifest.json'), JSON.stringify(manifest, null, 2));
}
