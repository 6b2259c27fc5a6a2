import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { invalid } from '../../platform/errors.js';
import { type Letter, verbatim } from '../../platform/mail/letter.js';
import { paths } from '../../platform/paths.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { programmeFor } from '../contract/readable.js';
import { ProgrammePost } from '../post/programme-post.js';
import { Target } from '../targets/target.entity.js';
import type { CommentForm } from './comment-form.js';
import { Comment } from './comment.entity.js';
import { withAuthors } from './with-authors.js';

export interface ShownComment extends Pick<Comment, 'text' | 'writtenAt' | 'targetId'> {
  author: string;
  /** Of the target that it is about. */
  target: string | null;
}

/** What officers and managers say about programmes and their figures. */
@Injectable()
export class Comments {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly post: ProgrammePost,
  ) {}

  /** The newest first. One statement. */
  async of(manager: EntityManager, programmeId: number): Promise<ShownComment[]> {
    const found = await withAuthors(
      manager
        .createQueryBuilder(Comment, 'comment')
        .leftJoinAndMapOne('comment.target', Target, 'target', 'target.id = comment.target_id')
        .where('comment.programme_id = :programmeId', { programmeId })
        .orderBy('comment.id', 'DESC'),
    );
    return (found as (Comment & { author: string; target: Target | null })[]).map(
      ({ text, writtenAt, targetId, author, target }) => {
        return { text, writtenAt, targetId, author, target: target?.title ?? null };
      },
    );
  }

  /** The other side is told by mail. @throws Refused not_found, platform.unknown_choice */
  async write(viewer: Viewer, programmeId: number, { text, targetId }: CommentForm): Promise<void> {
    await this.database.transaction(async (tx) => {
      const programme = await programmeFor(tx, viewer, programmeId);
      const target = targetId === null ? null : await tx.findOneBy(Target, { id: targetId, programmeId });
      if (targetId !== null && !target) throw invalid('targetId', 'platform.unknown_choice');
      const row = { programmeId, targetId, text, writtenAt: this.clock.now(), writtenBy: viewer.id };
      const { id } = await tx.save(tx.create(Comment, row));
      const subject = { kind: 'programme_comment', id };
      await this.audit.record(tx, {
        actorId: viewer.id,
        action: 'programmes.commented',
        subject,
        detail: { programmeId },
      });
      const letter = commentLetter(programme, viewer.name, target?.title);
      await this.post.tellOtherSide(tx, viewer, programme.cityId, letter);
    });
  }
}

/** What was said is read in the house: a comment may be about people. */
function commentLetter(
  { id, title }: { id: number; title: string },
  author: string,
  target: string | undefined,
): Letter {
  const words = (name: string): string => `programmes:letters.${name}`;
  return {
    name: 'programmes.commented',
    subject: { key: words('comment.subject'), title },
    paragraphs: [{ key: words('comment.body'), author }],
    facts: target === undefined ? [] : [{ label: words('target'), value: verbatim(target) }],
    action: { label: words('comment.look'), path: `${paths.programme(id)}#comments` },
  };
}
