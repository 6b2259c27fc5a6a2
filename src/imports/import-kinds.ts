import { Injectable } from '@nestjs/common';
import type { ImportKindName } from './import.entity.js';
import type { ImportKind } from './kind.js';
import { MembersKind } from './members.kind.js';
import { ResourcesKind } from './resources.kind.js';

@Injectable()
export class ImportKinds {
  private readonly kinds: Record<ImportKindName, ImportKind>;

  constructor(members: MembersKind, resources: ResourcesKind) {
    this.kinds = { members, resources };
  }

  of(name: ImportKindName): ImportKind {
    return this.kinds[name];
  }
}
