import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

let list: ReadonlySet<string> | undefined;

/** One of 49,000 passwords that many people have (@zxcvbn-ts/language-common). Read when somebody chooses one, not before. */
export function isListed(word: string): boolean {
  list ??= new Set(
    (require('@zxcvbn-ts/language-common') as typeof import('@zxcvbn-ts/language-common')).dictionary[
      'passwords-common'
    ],
  );
  return list.has(word);
}
