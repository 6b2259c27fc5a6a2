import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PersonalData, type PersonalRecords } from '../../platform/personal-data/personal-data.js';
import { CityOfficer } from '../cities/city-officer.entity.js';
import { Comment } from '../comments/comment.entity.js';

/** What people did in their office: papers of the contract stay as they were handed in. */
@Injectable()
export class ProgrammeRecords implements PersonalRecords, OnModuleInit {
  readonly kind = 'programmes';
  readonly tables = [
    'city_officer',
    'programme',
    'programme_comment',
    'programme_payment',
    'indicator_entry',
    'contract_document',
    'contract_document_version',
    'monthly_report',
    'report_version',
    'report_picture',
    'report_comment',
  ];

  constructor(private readonly personalData: PersonalData) {}

  onModuleInit(): void {
    this.personalData.register(this);
  }

  async collect(manager: EntityManager, userId: number): Promise<Record<string, unknown>> {
    return {
      officerOf: await manager.findBy(CityOfficer, { userId }),
      comments: await manager.findBy(Comment, { writtenBy: userId }),
    };
  }

  async erase(tx: EntityManager, userId: number): Promise<void> {
    await tx.delete(CityOfficer, { userId });
  }
}
