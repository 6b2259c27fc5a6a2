import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { InterviewSlot } from '../../src/childcare/interviews/interview-slot.entity.js';
import { Interview } from '../../src/childcare/interviews/interview.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { addInterviewSlot, CARD } from '../support/child-factories.js';
import { addUser } from '../support/factories.js';
import { type Client, type Houses, startHouses } from '../support/servers.js';
import { addVenue } from '../support/venue-factories.js';

const ROUNDS = 5;
let houses: Houses;
let venue: Venue;
let teacher: Client;
let families: { client: Client; childId: number }[];

beforeAll(async () => {
  houses = await startHouses();
  const world = houses.world as never;
  venue = await addVenue(world);
  const [staff, ...people] = [
    await addUser(world, { roles: ['childcare'] }),
    await addUser(world),
    await addUser(world),
  ];
  const [first, ...clients] = await houses.signIn([staff, ...people]);
  teacher = first!;
  families = [];
  for (const client of clients) {
    const { location } = await client.post(paths.ownChildren(), CARD);
    families.push({ client, childId: Number(location!.split('/').at(-1)) });
  }
}, 120_000);
afterAll(() => houses.close());

let place = 0;
async function freshSlot(): Promise<InterviewSlot> {
  place += 1;
  return addInterviewSlot(houses.world, venue, 1, { date: houses.date, place: `部屋${place}` });
}

async function standing(slotId: number): Promise<string[]> {
  const rows = await houses.world.database.reader.findBy(Interview, { slotId });
  return rows.map(({ status }) => status).filter((status) => status !== 'cancelled');
}

async function free(): Promise<void> {
  for (const { client, childId } of families) await client.post(paths.childInterviewCancellation(childId), {});
}

test('two families after the same slot: one has it, the other is told', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { id: slotId } = await freshSlot();
    const answers = await Promise.all(
      families.map(({ client, childId }) => client.post(paths.childInterview(childId), { slotId })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    expect(await standing(slotId)).toEqual(['booked']);
    await free();
  }
}, 120_000);

test('one family in two windows holds one interview, whatever it taps', async () => {
  const [{ client, childId }] = families as [(typeof families)[number]];
  for (let round = 0; round < ROUNDS; round += 1) {
    const slots = [await freshSlot(), await freshSlot()];
    const answers = await Promise.all(
      slots.map(({ id: slotId }) => client.post(paths.childInterview(childId), { slotId })),
    );
    for (const { status } of answers) expect([303, 409]).toContain(status);
    expect(await houses.world.database.reader.countBy(Interview, { childId, status: 'booked' })).toBe(1);
    await free();
  }
}, 120_000);

test('a slot that is taken back while somebody books it is never left with a booking', async () => {
  const [{ client, childId }] = families as [(typeof families)[number]];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { id: slotId } = await freshSlot();
    const [booked, closed] = await Promise.all([
      client.post(paths.childInterview(childId), { slotId }),
      teacher.post(paths.interviewSlotClosing(slotId), {}),
    ]);
    expect([303, 409]).toContain(booked!.status);
    expect(closed!.status).toBe(303);
    expect(await standing(slotId)).toEqual([]);
  }
}, 120_000);
