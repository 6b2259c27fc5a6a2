import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.js';

/** Where the build puts what browsers fetch (build-assets.ts). */
export const ASSETS = join(projectRoot, 'dist/assets');

let manifest: Record<string, string> | undefined;

function readManifest(): Record<string, string> {
  const file = join(ASSETS, 'manifest.json');
  if (!existsSync(file)) throw new Error('dist/assets is missing: run `npm run build:assets`');
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}

/** The address of an asset, with a hash of its content in the name: browsers may keep it for ever. */
export function assetUrl(name: string): string {
  manifest ??= readManifest();
  const hashed = manifest[name];
  if (!hashed) throw new Error(`no such asset: ${name}`);
  return `/assets/${hashed}`;
}
