import { randomBytes } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Database } from './database.js';

/** A random value that this installation made for itself. */
@Entity('secret')
export class Secret {
  @PrimaryColumn('text')
  name!: string;

  @Column('text')
  value!: string;
}

/** The secret of that name, made on first use: the same for every process and after a restart. */
export async function installationSecret(database: Database, name: string): Promise<string> {
  return database.transaction(async (tx) => {
    const fresh = { name, value: randomBytes(32).toString('base64url') };
    await tx.createQueryBuilder().insert().into(Secret).values(fresh).orIgnore().execute();
    return (await tx.findOneByOrFail(Secret, { name })).value;
  });
}
