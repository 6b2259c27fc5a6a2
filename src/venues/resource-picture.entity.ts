import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { BytesColumn } from '../platform/database/columns.js';

@Entity('resource_picture')
export class ResourcePicture {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  resourceId!: number;

  /** What the picture shows, for those who do not see it. */
  @Column('text')
  alt!: string;

  @Column('text')
  mediaType!: string;

  @BytesColumn()
  content!: Buffer;

  @Column('integer')
  position!: number;
}
