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

function source(name: string): string {
  return readFileSync(join(SOURCES, name), 'utf8');
}

/** What a kiosk takes of the house's look: it has neither head nor foot, nor the rooms' pages. */
const KIOSK_SHEETS = ['00-layers', '10-tokens', '20-base', '40-forms'];

/** Sheets, one after the other. A token of the Digital Agency's design system is written as its value: rooms use our names only. */
function stylesheet(sheets: readonly string[]): string {
  const tokens = readFileSync(require.resolve('@digital-go-jp/design-tokens/dist/tokens-simple.css'), 'utf8');
  const values = new Map([...tokens.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!]));
  const withValues = (css: string): string =>
    css.replace(/var\((--[\w-]+)\)/g, (use, name: string) => (values.has(name) ? withValues(values.get(name)!) : use));
  const css = withValues(sheets.join('\n'));
  return transform({ filename: 'app.css', code: Buffer.from(css), minify: true }).code.toString();
}

/** Turbo puts the style of its progress bar into the page by script, which our content security policy forbids: app.css has it. */
function turboWithoutStyle(): string {
  const source = readFileSync(require.resolve('@hotwired/turbo/dist/turbo.es2017-umd.js'), 'utf8');
  const [before, after, ...more] = source.split('this.installStylesheetElement();');
  if (after === undefined || more.length > 0) throw new Error('Turbo has changed how it installs its style');
  return before + after;
}

/** Scripts one after the other: one file, no bundler. */
async function script(parts: readonly string[]): Promise<string> {
  return (await minify(parts.join('\n;\n'), { compress: true, mangle: true })).code;
}

/** What reads QR codes where the browser cannot: two modules, fetched when a camera is switched on for the first time. */
async function decoder(): Promise<[string, string][]> {
  const read = async (name: string): Promise<string> => {
    const code = readFileSync(require.resolve(name), 'utf8');
    return (await minify(code, { module: true, compress: true, mangle: true })).code;
  };
  const tables = await read('qr');
  const decode = (await read('qr/decode.js')).replace('./index.js', `./${hashed('qr.js', tables)}`);
  return [
    ['qr.js', tables],
    ['qr-decode.js', decode],
  ];
}

function fonts(): string {
  const css = readFileSync(require.resolve('@fontsource-variable/noto-sans-jp/index.css'), 'utf8');
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll('url(./files/', 'url(/assets/fonts/')
    .replace(/\n\s*/g, '\n');
}

/** The name of a file with a hash of its content in it. */
function hashed(name: string, content: string | Buffer): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const ending = extname(name);
  return `${name.slice(0, -ending.length)}.${hash}${ending}`;
}

/** Writes dist/assets: one stylesheet and one script for pages and for kiosks, the font sheet and the pictures, each with its hash in its name. */
export async function buildAssets(): Promise<void> {
  const files: [string, string | Buffer][] = [
    ['app.css', stylesheet(sources('css', '.css'))],
    [
      'kiosk.css',
      stylesheet([...KIOSK_SHEETS.map((name) => source(`css/${name}.css`)), ...sources('css/kiosk', '.css')]),
    ],
    ['fonts.css', fonts()],
    ['app.js', await script([turboWithoutStyle(), ...sources('js', '.js')])],
    ['kiosk.js', await script([source('js/60-scan.js'), ...sources('js/kiosk', '.js')])],
    ...(await decoder()),
    ...readdirSync(join(SOURCES, 'img')).map((name): [string, Buffer] => [
      name,
      readFileSync(join(SOURCES, 'img', name)),
    ]),
  ];
  rmSync(ASSETS, { recursive: true, force: true });
  mkdirSync(ASSETS, { recursive: true });
  const manifest: Record<string, string> = {};
  for (const [name, content] of files) {
    manifest[name] = hashed(name, content);
    writeFileSync(join(ASSETS, manifest[name]), content);
  }
  writeFileSync(join(ASSETS, 'manifest.json'), JSON.stringify(manifest, null, 2));
}
