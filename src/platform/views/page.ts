import type { Language } from '../time.format.js';
import type { Viewer } from '../web/viewer.js';
import type { Phrase } from './phrase.js';

/** A form that came back: the person's own words, and what is wrong with them. */
export interface RefusedForm {
  /** All values of each input, as sent. */
  values: Record<string, string[]>;
  /** By input. */
  problems: Record<string, Phrase>;
  /** On top of the form, each linked to its input where there is one. */
  summary: { field?: string; phrase: Phrase }[];
}

/** What every template finds under `page`, whoever made the rest of its data. */
export interface Page {
  language: Language;
  /** It stands on a device for everybody: without a frame that leads on. */
  device?: boolean;
  viewer?: Viewer;
  /** Path of this page with its query, to come back to. */
  url: string;
  /** What was done on the page before. */
  flash?: Phrase;
  refused?: RefusedForm;
  /** Links of the head, by what the viewer may. */
  navigation: { label: Phrase; href: string; current: boolean }[];
}
