import { groupBy } from '../../platform/group-by.js';
import { paths } from '../../platform/paths.js';
import type { DateText } from '../../platform/time.js';
import { isId } from '../../platform/web/form-fields.js';
import { BUFFER_STEP, MOST_BUFFER } from '../buffers.policy.js';
import { insideOf, type Nested } from '../nesting.policy.js';
import { isActive } from '../opening.policy.js';
import type { PictureRow } from '../pictures/pictures.query.js';
import { ATTRIBUTES, BOOKABLE_BY, RESOURCE_KINDS, type Resource } from '../resource.entity.js';
import type { House } from '../rules/house.js';
import { MOST_AT_ONCE, type ResourceFacts, type ResourcesPart } from './resource-form.js';
import { inTree, placesToChoose } from './tree.policy.js';

/** So many rows a page: more would be too much to load on a phone. */
export const ROWS_A_PAGE = 50;

/** @param part which page of the list; `show`: the one with this resource on it */
export function resourcesView(
  { venue, resources }: House,
  pictures: Map<number, PictureRow[]>,
  today: DateText,
  part: ResourcesPart,
): object {
  const rows = inTree(resources);
  const siblings = groupBy(rows, ({ parentId }) => parentId);
  const names = new Map(resources.map(({ id, name }) => [id, name]));
  const page = pageOf(rows, part);
  const link = (to: number): string | undefined =>
    to >= 1 && (to - 1) * ROWS_A_PAGE < rows.length ? paths.resources(venue.id, { page: to }) : undefined;
  const listed = rows.slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE);
  return {
    title: { key: 'venues:resources.title', name: venue.name },
    venue,
    importing: paths.imports({ target: `venue-${venue.id}` }),
    previous: link(page - 1),
    next: link(page + 1),
    resources: listed.map((one, index) => ({
      ...one,
      kind: `venues:kinds.${one.kind}`,
      bookableBy: `venues:bookable_by.${one.bookableBy}`,
      attributes: one.attributes.map((attribute) => `venues:attributes.${attribute}`),
      inUse: isActive(one, today),
      first: siblings.get(one.parentId)?.[0] === one,
      last: siblings.get(one.parentId)?.at(-1) === one,
      pictures: pictures.get(one.id)?.length ?? 0,
      /** At the top of a page, what it stands in is on the page before. */
      inside: index === 0 && one.parentId !== null ? names.get(one.parentId) : undefined,
    })),
  };
}

/** From 1. What is not there gives the nearest page that is. */
function pageOf(rows: readonly Nested[], { page, show }: ResourcesPart): number {
  const last = Math.max(1, Math.ceil(rows.length / ROWS_A_PAGE));
  const at = show === undefined ? -1 : rows.findIndex(({ id }) => id === show);
  return Math.min(last, at === -1 ? (page ?? 1) : Math.floor(at / ROWS_A_PAGE) + 1);
}

/** @param parentId what the new one is to stand in, as the address says it */
export function newResourceView(house: House, parentId: string | undefined, today: DateText): object {
  const parent = parentId && isId(parentId) ? house.resources.find(({ id }) => id === Number(parentId)) : undefined;
  const fresh: ResourceFacts = {
    kind: parent?.kind === 'desk' ? 'pc' : 'desk',
    name: '',
    parentId: parent?.id ?? null,
    capacity: 1,
    bufferBefore: 0,
    bufferAfter: 0,
    needsApproval: false,
    bookableBy: 'member',
    attributes: [],
    activeFrom: today,
    activeUntil: null,
  };
  return {
    ...choices(house.resources),
    title: { key: 'venues:resources.new_title', name: house.venue.name },
    venue: house.venue,
    facts: fresh,
    most: MOST_AT_ONCE,
  };
}

export function resourceFormView({ venue, resources }: House, resource: Resource): object {
  const inside = new Set([resource.id, ...insideOf(resource.id, resources).map(({ id }) => id)]);
  return {
    ...choices(resources.filter(({ id }) => !inside.has(id))),
    title: { key: 'venues:resources.edit_title', name: resource.name },
    venue,
    resource,
    facts: resource,
  };
}

function choices(places: readonly Resource[]): object {
  const named = (room: string, values: readonly string[]): object[] =>
    values.map((value) => ({ value, label: `venues:${room}.${value}` }));
  return {
    kinds: named('kinds', RESOURCE_KINDS),
    ways: named('bookable_by', BOOKABLE_BY),
    attributes: named('attributes', ATTRIBUTES),
    buffers: Array.from({ length: MOST_BUFFER / BUFFER_STEP + 1 }, (_, step) => step * BUFFER_STEP),
    places: placesToChoose(places),
  };
}
