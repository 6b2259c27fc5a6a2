import { z } from 'zod';
import {
  checkbox,
  choice,
  dateField,
  idField,
  line,
  optionalDate,
  repeated,
  wholeNumber,
} from '../../platform/web/form-fields.js';
import { BUFFER_STEP, MOST_BUFFER } from '../buffers.policy.js';
import { ATTRIBUTES, BOOKABLE_BY, RESOURCE_KINDS, type Resource } from '../resource.entity.js';
import { decisionFields, decisionOf, type Decision } from '../rules/decision.js';

/** So many can be added in one go. */
export const MOST_AT_ONCE = 60;

export type ResourceFacts = Omit<Resource, 'id' | 'venueId' | 'position'>;

export interface ResourceForm {
  facts: ResourceFacts;
  decision: Decision;
}

export interface NewResourcesForm {
  facts: ResourceFacts;
  count: number;
}

/** Left out: none. */
const buffer = () =>
  wholeNumber(0, MOST_BUFFER)
    .refine((minutes) => minutes % BUFFER_STEP === 0, 'venues.buffer_step')
    .default(0);

const fields = {
  kind: choice(RESOURCE_KINDS),
  name: line(60),
  parentId: z.union([z.literal('').transform(() => null), idField()]).default(null),
  capacity: wholeNumber(1, 500),
  bufferBefore: buffer(),
  bufferAfter: buffer(),
  needsApproval: checkbox(),
  bookableBy: choice(BOOKABLE_BY),
  attributes: repeated(choice(ATTRIBUTES)),
  activeFrom: dateField(),
  activeUntil: optionalDate(),
};

type Sent = Omit<ResourceFacts, 'attributes'> & { attributes: unknown };

const inOrder = ({ activeFrom, activeUntil }: Pick<ResourceFacts, 'activeFrom' | 'activeUntil'>): boolean =>
  activeUntil === null || activeFrom <= activeUntil;
const outOfOrder = { path: ['activeUntil'], message: 'venues.ends_before_start' };

export const resourceForm = z
  .object({ ...fields, ...decisionFields })
  .refine(inOrder, outOfOrder)
  .transform((form): ResourceForm => ({ facts: factsOf(form), decision: decisionOf(form) }));

export const newResourcesForm = z
  .object({ ...fields, count: wholeNumber(1, MOST_AT_ONCE) })
  .refine(inOrder, outOfOrder)
  .transform((form): NewResourcesForm => ({ facts: factsOf(form), count: form.count }));

function factsOf({
  kind,
  name,
  parentId,
  capacity,
  bufferBefore,
  bufferAfter,
  needsApproval,
  bookableBy,
  attributes,
  activeFrom,
  activeUntil,
}: Sent): ResourceFacts {
  const chosen = ATTRIBUTES.filter((one) => (attributes as string[]).includes(one));
  const use = { capacity, bufferBefore, bufferAfter, needsApproval, bookableBy };
  return { kind, name, parentId, ...use, attributes: chosen, activeFrom, activeUntil };
}

export const positionForm = z.object({ direction: choice(['up', 'down']) });
export type PositionForm = z.infer<typeof positionForm>;

/** Which part of the list; whatever else stands in the address bar is the beginning. */
export const resourcesPart = z.object({
  page: wholeNumber(1, 9999).optional().catch(undefined),
  show: idField().optional().catch(undefined),
});
export type ResourcesPart = z.infer<typeof resourcesPart>;
