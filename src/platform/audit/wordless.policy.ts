/** What people write about each other, and who answers for a contract: whatever stands around it. */
const WORDS = new Set(['note', 'responsibleName', 'responsibleContact', 'operatorRepresentative']);
/** Reasons of a deed are about a person; those within a thing, such as a closure, about the thing. */
const WORDS_OF_DEEDS = new Set(['reason', 'comment', 'answer', 'text']);

/** Stands for words that were given, and stand in the row that the deed is about. */
const GIVEN = '…';

/**
 * The detail of a deed without free words: the trail is never changed, so it keeps nothing that a person may want erased.
 * Ids, codes, dates and figures stay.
 */
export function wordless(detail: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(detail).map(([key, value]) => [key, WORDS_OF_DEEDS.has(key) ? hidden(value) : without(key, value)]),
  );
}

function without(key: string, value: unknown): unknown {
  if (WORDS.has(key)) return hidden(value);
  if (Array.isArray(value)) return value.map((one) => without('', one));
  if (value === null || typeof value !== 'object' || 'toJSON' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, without(name, part)]));
}

function hidden(value: unknown): unknown {
  return typeof value === 'string' && value !== '' ? GIVEN : value;
}
