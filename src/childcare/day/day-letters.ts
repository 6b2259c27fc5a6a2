import { type Letter, verbatim } from '../../platform/mail/letter.js';
import { paths } from '../../platform/paths.js';
import type { DateText, Minute } from '../../platform/time.js';

/** `refused`: the child could not be taken in. Why, the staff has said at the door. */
export type DayNews = 'arrived' | 'handed_over' | 'refused' | 'arrival_undone' | 'handover_undone';

/** When and where, never about whom, and nothing of health (DOMAIN, Personal data). */
export function dayLetter(news: DayNews, told: { date: DateText; minute: Minute; venue: string }): Letter {
  const words = `care:letters.${news}`;
  const { date, minute, venue } = told;
  return {
    name: `childcare.${news}`,
    subject: { key: `${words}.subject`, start: minute },
    paragraphs: [`${words}.body`],
    facts: [
      { label: 'care:letters.when', value: { key: 'care:letters.at_value', date, start: minute } },
      { label: 'care:letters.where', value: verbatim(venue) },
    ],
    action: { label: 'care:letters.look_today', path: paths.me() },
    ...(news === 'refused' ? {} : { settings: { label: 'care:letters.settings', path: paths.profile() } }),
  };
}
