import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../src/platform/project-root.js';

export interface Source {
  /** From the root of the project, with slashes. */
  path: string;
  text: string;
}

/** The files of these folders whose path fits. */
export function sourcesIn(folders: readonly string[], fits: RegExp): Source[] {
  return folders.flatMap((folder) => {
    const root = join(projectRoot, folder);
    const found = existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : [];
    return found
      .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
      .filter((path) => fits.test(path) && statSync(join(projectRoot, path)).isFile())
      .toSorted()
      .map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') }));
  });
}

/** `path:line what` for each place where the pattern is found. */
export function places({ path, text }: Source, pattern: RegExp): string[] {
  return [...text.matchAll(new RegExp(pattern, 'gu'))].map(
    (match) => `${path}:${text.slice(0, match.index).split('\n').length} ${match[0].trim()}`,
  );
}

/** A text in the code, with what stands right before it. Of a template literal, each fixed part. */
export interface Literal {
  value: string;
  /** It goes on with something computed. */
  open: boolean;
  /** It is the beginning of its literal. */
  first: boolean;
  before: string;
  line: number;
}

/** The texts of a TypeScript file, comments and regular expressions left out. */
export function literalsOf({ path, text }: Source): Literal[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const start = node.getStart(file);
      found.push({
        value: node.text,
        open: ts.isTemplateHead(node) || ts.isTemplateMiddle(node),
        first: !ts.isTemplateMiddleOrTemplateTail(node),
        before: text.slice(Math.max(0, start - 40), start),
        line: file.getLineAndCharacterOfPosition(start).line + 1,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
