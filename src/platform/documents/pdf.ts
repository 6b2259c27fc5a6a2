import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { VIEWS } from '../views/handlebars.js';

const FONTS = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-jp/package.json'));
const DOCUMENTS = join(VIEWS, 'documents');

let compiler: NodeCompiler | undefined;

/** Made on first use: most processes print nothing. */
function compilerWithFonts(): NodeCompiler {
  compiler ??= NodeCompiler.create({
    workspace: DOCUMENTS,
    fontArgs: [{ fontPaths: [join(FONTS, '400Regular'), join(FONTS, '700Bold')] }],
  });
  return compiler;
}

/**
 * A PDF from a Typst template of views/documents. The template reads its data with `#import "lib.typ": data`; nothing in
 * it is taken for markup.
 *
 * @param name of the template, without the ending
 * @param data anything that JSON can say
 */
export function pdf(name: string, data: unknown): Buffer {
  return set(name, { mainFilePath: join(DOCUMENTS, `${name}.typ`) }, data);
}

/** The same from the text of a template. */
export function pdfFrom(source: string, data: unknown): Buffer {
  return set('a document', { mainFileContent: source }, data);
}

function set(name: string, main: { mainFilePath: string } | { mainFileContent: string }, data: unknown): Buffer {
  const typst = compilerWithFonts();
  const compiled = typst.compile({ ...main, inputs: { data: JSON.stringify(data) } });
  const document = compiled.result;
  if (!document) {
    const errors = compiled.takeDiagnostics()?.shortDiagnostics ?? [];
    throw new Error(`${name} could not be set: ${JSON.stringify(errors)}`);
  }
  try {
    return tagged(typst, document);
  } finally {
    typst.evictCache(10);
  }
}

/**
 * Tagged, so that it can be read out: PDF/UA-1. What somebody typed may keep a paper from that, such as a letter that the
 * font does not have; it is printed all the same, with its tags.
 */
function tagged(typst: NodeCompiler, document: NodeTypstDocument): Buffer {
  try {
    return typst.pdf(document, { pdfStandard: 'ua-1' });
  } catch {
    return typst.pdf(document);
  }
}
