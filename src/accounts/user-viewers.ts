import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { type Viewer, Viewers } from '../platform/web/viewer.js';
import { User } from './user.entity.js';

@Injectable()
export class UserViewers extends Viewers {
  constructor(private readonly database: Database) {
    super();
  }

  override async find(userId: number): Promise<Viewer | undefined> {
    const user = await this.database.reader
      .createQueryBuilder(User, 'user')
      .leftJoinAndSelect('user.roles', 'role')
      .where('user.id = :userId AND user.deactivated_at IS NULL', { userId })
      .getOne();
    if (!user) return undefined;
    return {
      id: user.id,
      name: user.name,
      email: user.email,
      roles: user.roles.map(({ role }) => role),
      language: user.language,
      emailConfirmed: user.emailConfirmedAt !== null,
    };
  }
}
