import type { EntityManager } from 'typeorm';
import type { EntryKind, Grade } from '../../src/childcare/incidents/incident.policy.js';
import { Incident, IncidentEntry } from '../../src/childcare/incidents/incident.entity.js';
import type { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { momentAt } from '../../src/platform/time.js';
import type { CareWorld } from './care.js';

type House = Pick<CareWorld, 'people' | 'now'>;

interface Told {
  kind: EntryKind;
  /** After it happened. */
  hours: number;
  text: string;
  by: 'nurse' | 'manager';
}

interface Accident {
  grade: Grade;
  location: string;
  what: string;
  measures: string;
  entries: readonly Told[];
}

const SMALL: Accident = {
  grade: 'minor',
  location: '保育室の積み木の棚の前',
  what: '立ち上がろうとして棚の角に額を当て、赤くなりました。泣きましたが、すぐに落ち着きました。',
  measures: '10分冷やしました。腫れはなく、その後もふだんどおりに過ごしました。棚の角に保護材を付けました。',
  entries: [{ kind: 'guardian', hours: 1, text: 'お迎えのときに、様子と手当てを伝えました。', by: 'nurse' }],
};

/** The first report is made; the second is due within a month. */
const SERIOUS: Accident = {
  grade: 'serious',
  location: '保育室の入口',
  what: '入口の段差でつまずいて手をつき、左腕を痛がりました。受診の結果、左前腕の骨折（全治およそ40日）でした。',
  measures:
    '腕を固定し、保護者に電話して、いっしょに整形外科を受診しました。段差に踏み板を置き、職員で動線を見直しました。',
  entries: [
    { kind: 'guardian', hours: 0.2, text: '電話で状況を伝え、受診に同意をいただきました。', by: 'nurse' },
    { kind: 'manager', hours: 0.5, text: '', by: 'nurse' },
    { kind: 'city', hours: 3, text: '子育て支援課に電話で連絡しました。', by: 'manager' },
    { kind: 'first_report', hours: 22, text: '第1報を提出しました。', by: 'manager' },
  ],
};

/** One that is serious, and one that is not. @param came past places on which the child was there, the last first */
export async function seedIncidents(
  tx: EntityManager,
  { people, now }: House,
  came: readonly CarePlace[],
): Promise<void> {
  const [last] = came;
  const before = came.find(({ date, childId }) => last && date < last.date && childId !== last.childId);
  if (before) await add(tx, { people, now }, before, SERIOUS);
  if (last) await addSmallAccident(tx, { people, now }, last);
}

/** One that was over in ten minutes. */
export function addSmallAccident(tx: EntityManager, world: House, place: CarePlace): Promise<void> {
  return add(tx, world, place, SMALL);
}

async function add(tx: EntityManager, { people, now }: House, place: CarePlace, accident: Accident): Promise<void> {
  const ids = { nurse: people.get('childcare@demo.test')!, manager: people.get('manager@demo.test')! };
  const { entries, ...told } = accident;
  const happenedAt = momentAt(place.date, Math.floor((place.forStartMinute + place.forEndMinute) / 2));
  const recorded = { recordedAt: happenedAt.add({ minutes: 30 }), recordedBy: ids.nurse };
  const { id } = await tx.save(tx.create(Incident, { ...told, ...recorded, placeId: place.id, happenedAt }));
  const rows = entries.flatMap(({ kind, hours, text, by }) => {
    const at = happenedAt.add({ minutes: hours * 60 });
    const isYetToCome = at.epochMilliseconds > now.epochMilliseconds;
    return isYetToCome
      ? []
      : [{ incidentId: id, kind, at, text: text || null, grade: null, recordedAt: at, recordedBy: ids[by] }];
  });
  await tx.insert(IncidentEntry, rows);
}
