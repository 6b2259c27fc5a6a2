import { minuteAt } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { verbatim } from '../../platform/mail/letter.js';
import type { WrittenEvent } from './day-rows.js';
import { type EventData, type EventKind, type Line, linesOf } from './presence.policy.js';

/** 365 → `36.5`. */
export function degrees(tenths: number): string {
  return (tenths / 10).toFixed(1);
}

/** What a line says, in words. */
export function lineText({ kind, data }: Pick<Line, 'kind' | 'data'>): Phrase {
  return { key: 'care:lines.list', parts: partsOf(kind, data) };
}

function partsOf(kind: EventKind, data: EventData): Phrase[] {
  const { temperature, condition, broughtBy, to, relation = '', confirmed, confirmedBy, value, text } = data;
  const parts: (Phrase | false | undefined | '')[] = [
    kind === 'note' ? value && { key: `care:notes.${value}` } : { key: `care:lines.${kind}` },
    temperature !== undefined && { key: 'care:lines.temperature', degrees: degrees(temperature) },
    condition && { key: `care:conditions.${condition}` },
    broughtBy && { key: 'care:lines.brought_by', name: broughtBy },
    to && { key: 'care:lines.to', name: to, relation },
    confirmed && { key: `care:lines.confirmed_${confirmed}`, name: confirmedBy },
    text && verbatim(text),
  ];
  return parts.filter((part): part is Phrase => Boolean(part));
}

/** All lines of a child's day in order, each with what it was before it was corrected. */
export function recordLines(events: readonly WrittenEvent[]): object[] {
  return linesOf(events).map((line) => ({
    id: line.id,
    kind: line.kind,
    at: minuteAt(line.at),
    text: lineText(line),
    by: line.first.recorder,
    data: line.data,
    temperature: line.data.temperature === undefined ? '' : degrees(line.data.temperature),
    history:
      line.corrections.length === 0
        ? undefined
        : [
            { at: minuteAt(line.first.happenedAt), text: lineText(line.first), by: line.first.recorder },
            ...line.corrections.map(({ recorder, data, recordedAt }) => ({
              why: data.why,
              by: recorder,
              when: recordedAt,
            })),
          ],
    mayUndo: line.kind !== 'refusal',
  }));
}

/** What was taken back, for the record. */
export function takenBack(events: readonly WrittenEvent[]): object[] {
  return events
    .filter(({ kind }) => kind === 'undo')
    .flatMap(({ correctsId, recorder, recordedAt }) => {
      const line = events.find(({ id }) => id === correctsId);
      return line ? [{ at: minuteAt(line.happenedAt), text: lineText(line), by: recorder, when: recordedAt }] : [];
    });
}
