import type { DateText } from '../../platform/time.js';
import { isId } from '../../platform/web/form-fields.js';
import { insideOf } from '../nesting.policy.js';
import { isActive } from '../opening.policy.js';
import type { PictureRow } from '../pictures/pictures.query.js';
import { ATTRIBUTES, BOOKABLE_BY, RESOURCE_KINDS, type Resource } from '../resource.entity.js';
import type { House } from '../rules/house.js';
import { MOST_AT_ONCE, type ResourceFacts } from './resource-form.js';
import { inTree, placesToChoose } from './tree.policy.js';

export function resourcesView(
  { venue, resources }: House,
  pictures: Map<number, PictureRow[]>,
  today: DateText,
): object {
  const rows = inTree(resources);
  return {
    title: { key: 'venues:resources.title', name: venue.name },
    venue,
    resources: rows.map((one) => {
      const siblings = rows.filter(({ parentId }) => parentId === one.parentId);
      return {
        ...one,
        kind: `venues:kinds.${one.kind}`,
        bookableBy: `venues:bookable_by.${one.bookableBy}`,
        attributes: one.attributes.map((attribute) => `venues:attributes.${attribute}`),
        inUse: isActive(one, today),
        first: siblings[0] === one,
        last: siblings.at(-1) === one,
        pictures: pictures.get(one.id)?.length ?? 0,
      };
    }),
  };
}

/** @param parentId what the new one is to stand in, as the address says it */
export function newResourceView(house: House, parentId: string | undefined, today: DateText): object {
  const parent = parentId && isId(parentId) ? house.resources.find(({ id }) => id === Number(parentId)) : undefined;
  const fresh: ResourceFacts = {
    kind: parent?.kind === 'desk' ? 'pc' : 'desk',
    name: '',
    parentId: parent?.id ?? null,
    capacity: 1,
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
    places: placesToChoose(places),
  };
}
