import type { EntityManager } from 'typeorm';
import { approvalEnd } from '../../src/childcare/children/card.policy.js';
import { CARE_TERMS_VERSION } from '../../src/childcare/children/care-terms.js';
import { ChildApproval } from '../../src/childcare/children/child-approval.entity.js';
import { ChildConsent } from '../../src/childcare/children/child-consent.entity.js';
import { ChildContact } from '../../src/childcare/children/child-contact.entity.js';
import { ChildGuardian } from '../../src/childcare/children/child-guardian.entity.js';
import { ChildPickup } from '../../src/childcare/children/child-pickup.entity.js';
import { Child } from '../../src/childcare/children/child.entity.js';
import type { User } from '../../src/accounts/user.entity.js';
import { addMonths, type DateText, type Moment } from '../../src/platform/time.js';

/** How far a child is on the way to a place. */
type Stage = 'approved' | 'interview' | 'changed';

interface Kid {
  name: string;
  kana: string;
  /** Whole months, on the day on which the demo begins. */
  months: number;
  stage: Stage;
  allergies?: string;
  medication?: string;
  conditions?: string;
  notes?: string;
}

/** Of the demo member: one who comes, and a baby who waits for the interview. */
const OWN: readonly Kid[] = [
  { name: 'ひなた', kana: 'ヒナタ', months: 31, stage: 'approved', allergies: '卵（加熱したものは食べられます）' },
  { name: 'はる', kana: 'ハル', months: 7, stage: 'interview', conditions: 'まだ離乳食の途中です' },
];
/** Of the demo editor: her card was changed after the approval. */
const EDITORS: readonly Kid[] = [
  {
    name: 'みお',
    kana: 'ミオ',
    months: 44,
    stage: 'changed',
    allergies: '牛乳、くるみ（2回目のアレルギーが出ました）',
  },
];
/** Of further members, one family each. */
const OTHERS: readonly (readonly Kid[])[] = [
  [{ name: 'そら', kana: 'ソラ', months: 9, stage: 'approved', notes: '眠くなると耳をさわります' }],
  [
    { name: 'りく', kana: 'リク', months: 62, stage: 'approved' },
    {
      name: 'つむぎ',
      kana: 'ツムギ',
      months: 26,
      stage: 'approved',
      medication: '喘息の吸入薬（朝のみ、家で済ませます）',
    },
  ],
  [{ name: 'あおい', kana: 'アオイ', months: 46, stage: 'approved', allergies: 'そば' }],
  [{ name: 'ゆいと', kana: 'ユイト', months: 18, stage: 'approved', conditions: '熱性けいれん（1回）' }],
  [{ name: 'さな', kana: 'サナ', months: 57, stage: 'approved' }],
];

/** A child of the demo, with the guardian who books for her. */
export interface DemoChild {
  child: Child;
  guardianId: number;
  mother: User;
  stage: Stage;
  /** Whole months, on the day on which the demo begins. */
  months: number;
}

/** @param mothers the demo member, the demo editor, then those who come most often */
export async function seedChildren(
  tx: EntityManager,
  { now, today, staffId }: { now: Moment; today: DateText; staffId: number },
  mothers: readonly User[],
): Promise<DemoChild[]> {
  const registeredAt = now.subtract({ hours: 24 * 150 }); // before the months that the reports tell of;
  const made = mothers.flatMap((mother, at) =>
    ([OWN, EDITORS, ...OTHERS][at] ?? []).map((kid) => ({
      kid,
      mother,
      child: tx.create(Child, {
        name: `${mother.name.split(' ')[0]} ${kid.name}`,
        kana: `${mother.kana.split(' ')[0]} ${kid.kana}`,
        birthDate: addMonths(today, -kid.months),
        allergies: kid.allergies ?? '',
        medication: kid.medication ?? '',
        conditions: kid.conditions ?? '',
        notes: kid.notes ?? null,
        revision: kid.stage === 'changed' ? 2 : 1,
        healthChangedAt: kid.stage === 'changed' ? now.subtract({ hours: 20 }) : registeredAt,
        createdAt: registeredAt,
        createdBy: mother.id,
        archivedAt: null,
      }),
    })),
  );
  await tx.insert(
    Child,
    made.map(({ child }) => child),
  );
  const all = made.map(({ child, mother }) => ({ childId: child.id, mother, of: { childId: child.id, position: 1 } }));
  await tx.insert(
    ChildGuardian,
    all.map(({ of, mother }) => ({ ...of, userId: mother.id, relation: '母', linkedAt: registeredAt })),
  );
  await tx.insert(
    ChildContact,
    all.map(({ of, mother: { name, phone } }) => ({ ...of, name, relation: '母', phone: phone ?? '' })),
  );
  await tx.insert(
    ChildPickup,
    all.map(({ of, mother }) => ({ ...of, name: `${mother.name.split(' ')[0]} 和子`, relation: '祖母' })),
  );
  const agreed = { version: CARE_TERMS_VERSION, agreedAt: registeredAt };
  await tx.insert(
    ChildConsent,
    all.map(({ childId, mother }) => ({ ...agreed, childId, agreedBy: mother.id })),
  );
  const decided = { decidedBy: staffId, decidedAt: registeredAt.add({ hours: 24 * 5 }), interviewId: null, note: null };
  const validUntil = approvalEnd('fiscal_year', today);
  await tx.insert(
    ChildApproval,
    made
      .filter(({ kid }) => kid.stage !== 'interview')
      .map(({ child }) => ({ ...decided, childId: child.id, outcome: 'approved' as const, validUntil })),
  );
  return made.map(({ child, mother, kid: { stage, months } }) => ({
    child,
    guardianId: mother.id,
    mother,
    stage,
    months,
  }));
}

/** So many families beside those of the demo member and the demo editor. */
export const OTHER_FAMILIES = OTHERS.length;
