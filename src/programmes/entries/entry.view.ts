import type { Viewer } from '../../platform/web/viewer.js';
import type { Programme } from '../contract/programme.entity.js';
import { mayChange, measureName } from '../targets/target.view.js';
import type { ShownEntry } from './entries.js';
import { HAND_INDICATORS } from './entry-form.js';

export function entriesView(programme: Programme, shown: readonly ShownEntry[], viewer: Viewer): object {
  return {
    title: { key: 'programmes:entries.title', programme: programme.title },
    programme,
    changes: mayChange(viewer, programme),
    indicators: HAND_INDICATORS.map((value) => ({ value, label: `programmes:indicators.${value}` })),
    entries: shown.map(({ entry, author, withdrawer }) => ({
      ...entry,
      what: `programmes:indicators.${entry.indicator}`,
      figures: [
        { name: measureName(entry.indicator, 'total'), value: entry.total },
        ...(entry.distinctCount === null
          ? []
          : [{ name: measureName(entry.indicator, 'distinct'), value: entry.distinctCount }]),
      ],
      author,
      withdrawer,
    })),
  };
}
