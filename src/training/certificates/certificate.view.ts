import type { User } from '../../accounts/user.entity.js';
import { groupBy } from '../../platform/group-by.js';
import { todayAt } from '../../platform/time.js';
import { type Phrase, refusalPhrase } from '../../platform/views/phrase.js';
import type { Course } from '../courses/course.entity.js';
import type { CourseStanding } from './certificate-standings.js';
import type { Certificate } from './certificate.entity.js';
import { certificateNumber, codeText, neededOf, type Standing, veiled, whyNotDue } from './certificate.policy.js';

function certificateLine(certificate: Certificate): object {
  const { id, code, courseTitle, issuedOn, held, attended, revokedAt, revokeReason } = certificate;
  return {
    id,
    code,
    title: courseTitle,
    number: { key: 'certificates:number', number: certificateNumber(certificate) },
    issuedOn,
    held,
    attended,
    revokedOn: revokedAt ? todayAt(revokedAt) : undefined,
    reason: revokeReason,
  };
}

function progress({ percent, held, attended, ahead }: Standing): Phrase {
  const needed = neededOf(percent ?? 100, held + ahead);
  return { key: 'certificates:progress', all: held + ahead, held, attended, needed };
}

export function ownView(
  certificates: readonly Certificate[],
  open: readonly Course[],
  standings: ReadonlyMap<number, CourseStanding>,
  userId: number,
): object {
  const wanted = open.map((course) => {
    const standing = standings.get(course.id)!.of(userId);
    const refusal = whyNotDue(standing);
    const why = refusal && refusalPhrase(refusal);
    return { id: course.id, title: course.title, due: !refusal, why, progress: progress(standing) };
  });
  return {
    title: 'certificates:own.title',
    due: wanted.filter(({ due }) => due),
    coming: wanted.filter(({ due }) => !due),
    certificates: certificates.map(certificateLine),
    none: wanted.length === 0 && certificates.length === 0,
  };
}

interface CourseFacts {
  course: Course;
  certificates: readonly Certificate[];
  standing: CourseStanding;
  /** In the order in which they are shown. */
  people: readonly Pick<User, 'id' | 'name'>[];
  mayRevoke: boolean;
}

export function courseView({ course, certificates, standing, people, mayRevoke }: CourseFacts): object {
  const byPerson = groupBy(certificates, ({ userId }) => userId);
  const lines = people.map(({ id, name }) => {
    const own = standing.of(id);
    const [refusal, had] = [whyNotDue(own), byPerson.get(id) ?? []];
    const valid = had.find(({ revokedAt }) => revokedAt === null);
    return {
      id,
      name,
      attended: own.attended,
      certificate: valid && certificateLine(valid),
      revoked: had.filter(({ revokedAt }) => revokedAt !== null).map(certificateLine),
      due: !refusal && !valid,
      isNew: had.length === 0,
      why: !valid && refusal ? refusalPhrase(refusal) : undefined,
    };
  });
  return {
    title: { key: 'certificates:course.title', title: course.title },
    course,
    offered: course.certificatePercent !== null,
    rule: { key: 'certificates:course.rule', percent: course.certificatePercent },
    state: { key: 'certificates:course.state', held: standing.held, ahead: standing.ahead },
    dueCount: lines.filter(({ due, isNew }) => due && isNew).length,
    people: lines,
    mayRevoke,
  };
}

/** What anybody sees who holds the paper: enough to compare, and no more. */
export function checkView(certificate: Certificate): object {
  const { name, courseTitle, issuedOn, held, attended, revokedAt, issuer, code } = certificate;
  return {
    title: 'certificates:check.title',
    genuine: revokedAt === null,
    revokedOn: revokedAt ? todayAt(revokedAt) : undefined,
    facts: [
      { term: 'certificates:check.number', text: certificateNumber(certificate) },
      { term: 'certificates:check.course', text: courseTitle },
      { term: 'certificates:check.name', text: veiled(name) },
      { term: 'certificates:check.attended', value: { key: 'certificates:attended', held, attended } },
      { term: 'certificates:check.issued', value: { key: 'certificates:on', date: issuedOn } },
      { term: 'certificates:check.issuer', ...(issuer ? { text: issuer } : { value: 'platform:name' }) },
      { term: 'certificates:check.code', text: codeText(code) },
    ],
  };
}
