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

  /** Only where it is asked for by name: lists of pictures do without. */
  @BytesColumn({ select: false })
  content!: Buffer;

  /** Pixels: the page keeps the place free. */
  @Column('integer')
  width!: number;

  @Column('integer')
  height!: number;

  /** When it came; one from before waits for the night (pictures/redrawing.ts). */
  @Column('boolean', { default: false })
  redrawn!: boolean;

  @Column('integer')
  position!: number;
}
