import type { Letter } from '../../platform/mail/letter.js';
import { paths } from '../../platform/paths.js';

/** To whom a guardian wants beside her. No name of a child: whoever reads the mail may be somebody else. @param from who invites */
export function childcareInvitation(token: string, days: number, from: string): Letter {
  const words = (part: string): string => `childcare:letters.guardian.${part}`;
  return {
    name: 'childcare.guardian',
    subject: { key: words('subject'), from },
    paragraphs: [{ key: words('text'), from, days }],
    action: { label: words('action'), path: paths.guardianInvitation(token) },
    closing: [words('closing')],
  };
}

/** To the guardians, when the staff has decided. What it says stays in the house. @param on until when the approval holds */
export function decisionLetter(childId: number, outcome: 'approved' | 'ask_again', on: string | null): Letter {
  const words = `childcare:letters.${outcome}`;
  return {
    name: `childcare.${outcome}`,
    subject: `${words}.subject`,
    paragraphs: [{ key: `${words}.text`, date: on }],
    action: { label: 'childcare:letters.look', path: paths.ownChild(childId) },
  };
}
