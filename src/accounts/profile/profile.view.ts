import type { Phrase } from '../../platform/views/phrase.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { LANGUAGES, type Language } from '../../platform/time.format.js';
import type { User } from '../user.entity.js';

export interface ProfileView {
  title: Phrase;
  person: User;
  isMember: boolean;
  facts: { term: Phrase; text: string }[];
  languages: { value: Language; label: Phrase }[];
}

export function profileView(person: User, viewer: Viewer): ProfileView {
  return {
    title: 'accounts:profile.title',
    person,
    isMember: viewer.roles.includes('member'),
    facts: [{ term: 'accounts:fields.email', text: person.email }],
    languages: LANGUAGES.map((value) => ({ value, label: `accounts:languages.${value}` })),
  };
}
