import type { EntityManager } from 'typeorm';
import { City } from '../../src/programmes/cities/city.entity.js';
import { ProgrammeVenue } from '../../src/programmes/contract/programme-venue.entity.js';
import { Programme } from '../../src/programmes/contract/programme.entity.js';
import { keepStandardDocuments } from '../../src/programmes/documents/standard-documents.js';
import { Task } from '../../src/programmes/schedule/task.entity.js';
import { Target, TargetMilestone } from '../../src/programmes/targets/target.entity.js';
import { type Moment, momentAt } from '../../src/platform/time.js';

const CITY = '小平市';

/**
 * The programme from which all of this comes (DOMAIN K1, K2). What its specification does not say, is not said: the operator and
 * the sum. K14 says "June" of the contract; the day is that of the specification.
 */
const PROGRAMME = {
  title: '東京郊外型の女性の新しい就労推進事業業務委託',
  department: null,
  addressee: '小平市長 様',
  place: '小平市指定場所',
  operatorName: '受託者',
  operatorAddress: null,
  operatorRepresentative: null,
  contractNumber: null,
  contractDate: '2016-06-15',
  fromDate: '2016-06-15',
  toDate: '2017-03-31',
  responsibleName: null,
  responsibleContact: null,
  amount: null,
  note: '平成28年6月15日の仕様書にもとづく参考の事業です。契約日は仕様書の日付、受託者と契約金額は空けてあります。',
  documentDays: 7,
  completionDays: 0,
  billing: null,
  status: 'closed',
} as const;

/** K13: the text does not say 延べ or 実, nor page views or visits; both are shown, and these are compared. */
const TARGETS = [
  { indicator: 'training_participants', title: 'スキルUP講習会参加人数', values: [200, 1_000] },
  { indicator: 'placements', title: '在宅ワークによる新規就労（内定者含む）数', values: [30, 200] },
  { indicator: 'site_accesses', title: '子育てサイトのアクセス数', values: [10_000, 150_000] },
] as const;

/** K11, K12. */
const DATES = ['2017-03-31', '2020-03-31'] as const;

/** K14. The first payment waits for the last two (K19). */
const SCHEDULE = [
  { kind: 'milestone', title: '契約締結', planFrom: '2016-06-30', planTo: '2016-06-30' },
  { kind: 'task', title: '場所の賃借・改修工事・備品の配備', planFrom: '2016-07-01', planTo: '2016-07-31' },
  { kind: 'task', title: '子育てサイト編集委員の募集', planFrom: '2016-07-01', planTo: '2016-07-31' },
  { kind: 'milestone', title: '子育てサイト編集委員の決定', planFrom: '2016-08-31', planTo: '2016-08-31' },
  { kind: 'task', title: '編集委員の会議等の開催', planFrom: '2016-08-01', planTo: '2017-03-31' },
  { kind: 'milestone', title: '子育てサイト開設', planFrom: '2016-10-31', planTo: '2016-10-31', gatesPayment: true },
  {
    kind: 'milestone',
    title: 'テレワークステーション開設',
    planFrom: '2016-10-31',
    planTo: '2016-10-31',
    gatesPayment: true,
  },
] as const;

/** A closed programme to look things up in. */
export async function seedKodaira(tx: EntityManager, venueId: number): Promise<void> {
  const at = momentAt(PROGRAMME.contractDate, 9 * 60);
  const city = await tx.save(tx.create(City, { name: CITY, createdAt: at }));
  const row = { ...PROGRAMME, cityId: city.id, createdAt: at, createdBy: null, changedAt: at };
  const programme = await tx.save(tx.create(Programme, row));
  const { id } = programme;
  await keepStandardDocuments(tx, programme);
  await tx.insert(ProgrammeVenue, { programmeId: id, venueId });
  await seedTargets(tx, id, DATES);
  await tx.insert(
    Task,
    SCHEDULE.map((task) => ({ ...task, programmeId: id })),
  );
}

/** The targets of K11 and K12, by these two days. */
export async function seedTargets(tx: EntityManager, programmeId: number, dates: readonly string[]): Promise<void> {
  let position = 0;
  for (const { indicator, title, values } of TARGETS) {
    position += 1;
    const shape = { programmeId, indicator, title, measure: 'total' as const, categories: [], position };
    const { id } = await tx.save(tx.create(Target, { ...shape, withdrawnAt: null as Moment | null }));
    await tx.insert(
      TargetMilestone,
      dates.map((date, nth) => ({ targetId: id, date, value: values[nth]! })),
    );
  }
}
