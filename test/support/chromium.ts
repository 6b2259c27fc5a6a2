import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const PACKAGE = 'node_modules/@sparticuz/chromium/package.json';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * The browser inside the npm package, with the libraries and the one Latin font that come with it: no machine needs to
 * have any of its own. Japanese is drawn by the web font of the pages.
 */
export function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  const folder = unpacked();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: [...FLAGS, ...flags],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    } as Record<string, string>,
  });
}

/** Unpacks once a machine and version (2 seconds), in a folder of its own first: others may be doing the same. */
function unpacked(): string {
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string };
  const shared = join(tmpdir(), `tsudoi-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(join(shared, 'chromium'))) return shared;
  const own = mkdtempSync(`${shared}-`);
  // A process of its own: the package asks the system for the folder to unpack to.
  const unpack = "await (await import('@sparticuz/chromium')).default.executablePath()";
  execFileSync(process.execPath, ['--input-type=module', '-e', unpack], {
    env: { ...process.env, NODE_OPTIONS: '', TMPDIR: own, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
  });
  const fonts = `<fontconfig><dir>${shared}/fonts</dir><cachedir>${shared}/fonts-cache</cachedir></fontconfig>`;
  writeFileSync(join(own, 'fonts.conf'), fonts);
  try {
    renameSync(own, shared);
  } catch (error) {
    if (!existsSync(join(shared, 'chromium'))) throw error;
    rmSync(own, { recursive: true, force: true });
  }
  return shared;
}
